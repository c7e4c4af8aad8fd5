package ${package}.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The log from now on, to wait for a line in. */
final class LogLines implements AutoCloseable {

    private static final int WAIT_SECONDS = 60;

    private final BlockingQueue<JsonObject> lines = new LinkedBlockingQueue<>();
    private final Consumer<JsonObject> listener = lines::add;
    private final Log log;

    LogLines(Local local) {
        this(local.log());
        lines.clear();
    }

    private LogLines(Log log) {
        this.log = log;
        log.listen(listener);
    }

    /** With what was logged before: a process may write at once. */
    static LogLines fromTheStart(Local local) {
        return new LogLines(local.log());
    }

    /** The next line of a function that contains a text. */
    JsonObject await(String function, String text) throws InterruptedException {
        JsonObject line;
        do {
            line = lines.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(line).as("a line of %s with '%s'", function, text).isNotNull();
        } while (!line.get("function").getAsString().equals(function)
                || !line.get("message").getAsString().contains(text));
        return line;
    }

    @Override
    public void close() {
        log.remove(listener);
    }
}
