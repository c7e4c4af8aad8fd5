package io.github.websocketcdk.archetype;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process prints; it is read all the time, so that the process never waits for that. */
public final class Output {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Thread reader = new Thread(this::read);
    private final StringBuffer text = new StringBuffer();
    private final Map<Pattern, CompletableFuture<String>> awaited = new ConcurrentHashMap<>();

    /** Follows a process; the patterns are what {@link #await} can be asked for. */
    public Output(Process process, Pattern... patterns) {
        this.process = process;
        for (Pattern pattern : patterns) {
            awaited.put(pattern, new CompletableFuture<>());
        }
        reader.setDaemon(true);
        reader.start();
    }

    /** The first group of the first line that matches. */
    public String await(Pattern pattern) throws Exception {
        return awaited.get(pattern).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Returns when the process has ended and all that it printed is here. */
    void awaitEnd() throws InterruptedException {
        reader.join(PATIENCE.toMillis());
        if (reader.isAlive()) {
            throw new IllegalStateException("The process has not ended:\n" + text);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                for (Map.Entry<Pattern, CompletableFuture<String>> entry : awaited.entrySet()) {
                    Matcher matcher = entry.getKey().matcher(line);
                    if (matcher.find()) {
                        entry.getValue().complete(matcher.group(1));
                    }
                }
            }
        } catch (IOException e) {
            text.append(e).append('\n');
        }
        IllegalStateException ended = new IllegalStateException("The process has ended:\n" + text);
        awaited.values().forEach(future -> future.completeExceptionally(ended));
    }

    /** All of it so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
