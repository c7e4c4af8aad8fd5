package io.github.websocketcdk.local.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log lines of all functions: on standard output, and for whoever listens. */
public final class Log {

    /** What local says itself. */
    public static final String LOCAL = "local";

    private static final int KEPT = 200;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    /** As AWS's Java runtime and SLF4J's loggers write it: {@code [WARN] …}, {@code [main] WARN …}. */
    private static final Pattern LEVEL = Pattern.compile("^(?:\\[[^]]*] )?\\[?(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)");

    private final Deque<LogLine> last = new ArrayDeque<>();
    private final List<Consumer<LogLine>> listeners = new CopyOnWriteArrayList<>();

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
            try (lines) {
                lines.lines().forEach(line -> line(function, line, isError));
            } catch (IOException | UncheckedIOException e) {
                error(function + ": its log ended: " + e.getMessage());
            }
        }, function + " log");
        thread.setDaemon(true);
        thread.start();
    }

    private void line(String function, String line, boolean isError) {
        Matcher level = LEVEL.matcher(line);
        add(function, level.find() ? level.group(1) : isError ? "ERROR" : "INFO", line);
    }

    public void add(String function, String level, String message) {
        System.out.println(LocalTime.now().format(TIME) + " " + function + " "
                + (level.equals("INFO") || message.contains(level) ? "" : level + " ") + message);
        LogLine line = new LogLine(System.currentTimeMillis(), function, level, message);
        synchronized (last) {
            last.add(line);
            if (last.size() > KEPT) {
                last.remove();
            }
            listeners.forEach(listener -> listener.accept(line));
        }
    }

    /** The last lines, the newest last. */
    public List<LogLine> lines() {
        synchronized (last) {
            return List.copyOf(last);
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
