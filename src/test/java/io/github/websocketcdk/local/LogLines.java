package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The log from now on, to wait for a line in. */
public final class LogLines implements AutoCloseable {
    private static final int WAIT_SECONDS = 60;

    private final BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
    private final Consumer<LogLine> listener = lines::add;
    private final Log log;

    public LogLines(LocalGateway local) {
        this(local.log());
        lines.clear();
    }

    private LogLines(Log log) {
        this.log = log;
        log.listen(listener);
    }

    /** With what was logged before: a process may write at once. */
    public static LogLines fromTheStart(LocalGateway local) {
        return new LogLines(local.log());
    }

    /** The next line of a function that contains a text. */
    public LogLine await(String function, String text) throws InterruptedException {
        LogLine line;
        do {
            line = lines.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line of %s with '%s'", function, text).isNotNull();
        } while (!line.function().equals(function)
                || !line.message().contains(text));
        return line;
    }

    @Override
    public void close() {
        log.remove(listener);
    }
}
