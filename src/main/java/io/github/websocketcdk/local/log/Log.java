package io.github.websocketcdk.local.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log lines of all functions: on standard output, and for whoever listens. */
public final class Log {
    /** What local says itself. */
    public static final String LOCAL = "local";

    /**
     * Starts what a function's process writes when an invocation begins and ends, on both streams: this character, the
     * request id, a space, the connection id.
     */
    public static final char MARK = '\u0002';

    private static final int KEPT = 1_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    /** As AWS's Java runtime and SLF4J's loggers write it: {@code [WARN] …}, {@code [main] WARN …}. */
    private static final Pattern LEVEL = Pattern.compile("^(?:\\[[^]]*] )?\\[?(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)");

    private final PrintStream out = System.out;
    private final Deque<LogLine> last = new ArrayDeque<>();
    private final List<Consumer<LogLine>> listeners = new CopyOnWriteArrayList<>();
    private long count;

    public void info(String message) {
        add(LOCAL, "INFO", message);
    }

    public void error(String message) {
        add(LOCAL, "ERROR", message);
    }

    /** Takes what a function's process writes, until it ends. */
    public void follow(String function, Process process) {
        follow(function, process.inputReader(StandardCharsets.UTF_8), false);
        follow(function, process.errorReader(StandardCharsets.UTF_8), true);
    }

    private void follow(String function, BufferedReader lines, boolean isError) {
        Thread thread = new Thread(() -> {
            LogLine.Origin origin = LogLine.Origin.NONE;
            try (lines) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int mark = line.indexOf(MARK);
                    if (mark != 0) {
                        line(function, mark < 0 ? line : line.substring(0, mark), isError, origin);
                    }
                    if (mark >= 0) {
                        origin = origin(line.substring(mark + 1));
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                error(function + ": its log ended: " + e.getMessage());
            }
        }, function + " log");
        thread.setDaemon(true);
        thread.start();
    }

    private static LogLine.Origin origin(String mark) {
        String[] ids = mark.split(" ");
        return ids[0].isEmpty() ? LogLine.Origin.NONE : new LogLine.Origin(ids[0], ids.length > 1 ? ids[1] : null);
    }

    private void line(String function, String line, boolean isError, LogLine.Origin origin) {
        Matcher level = LEVEL.matcher(line);
        // The JVM says at each start which options it has found in the environment: no news here, and no error.
        if (!line.startsWith("Picked up JAVA_TOOL_OPTIONS")) {
            add(function, level.find() ? level.group(1) : isError ? "ERROR" : "INFO", line, origin);
        }
    }

    public void add(String function, String level, String message) {
        add(function, level, message, LogLine.Origin.NONE);
    }

    public void add(String function, String level, String message, LogLine.Origin origin) {
        out.println(LocalTime.now().format(TIME) + " " + function + " "
                + (level.equals("INFO") || message.contains(level) ? "" : level + " ") + message);
        synchronized (last) {
            count++;
            LogLine line = new LogLine(count, System.currentTimeMillis(), function, level, message, origin);
            last.add(line);
            if (last.size() > KEPT) {
                last.remove();
            }
            last.notifyAll();
            listeners.forEach(listener -> listener.accept(line));
        }
    }

    /** The last lines, the newest last. */
    public List<LogLine> lines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** The lines after the one with this id, of those that are kept; waits for the first. */
    public List<LogLine> after(long id, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (last) {
            for (long left = atMost.toMillis(); count <= id && left > 0;) {
                last.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
            return last.stream().filter(line -> line.id() > id).toList();
        }
    }

    /** Hands over the last lines, then each new one, until {@link #remove}. */
    public void listen(Consumer<LogLine> listener) {
        synchronized (last) {
            last.forEach(listener);
            listeners.add(listener);
        }
    }

    public void remove(Consumer<LogLine> listener) {
        listeners.remove(listener);
    }
}
