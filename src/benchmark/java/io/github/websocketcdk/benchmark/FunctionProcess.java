package io.github.websocketcdk.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process of one function, from its start to its end. */
final class FunctionProcess implements AutoCloseable {
    private final RuntimeApi runtimeApi;
    private final int seconds;
    private final Process process;
    private final Path output;
    private final long started;

    /**
     * Starts the command with this environment and no other.
     *
     * @param output the file for its output
     * @param seconds what an invocation has; more than Lambda gives makes a slow machine's figures bad, not wrong
     */
    FunctionProcess(List<String> command, Map<String, String> environment, Path output, int seconds)
            throws IOException {
        this.output = output;
        this.seconds = seconds;
        runtimeApi = new RuntimeApi(seconds);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi.address());
        started = System.nanoTime();
        process = builder.start();
    }

    /** An invocation: when it began, how long it took, and how much of the CPU the process has used meanwhile. */
    record Invocation(long start, Duration time, Duration cpu) {
    }

    Invocation invoke(String event) throws Exception {
        Duration cpu = cpu();
        RuntimeApi.Answer answer = answer(event);
        if (answer == null || !answer.body().contains("\"statusCode\":200")) {
            throw new IllegalStateException((answer == null ? "No answer" : answer.body()) + "\n" + output());
        }
        return new Invocation(answer.start(), Duration.ofNanos(answer.end() - answer.start()), cpu().minus(cpu));
    }

    /** The answer to an event, whatever it is; {@code null} if the process ends before, or the time. */
    RuntimeApi.Answer answer(String event) throws InterruptedException {
        runtimeApi.offer(event);
        RuntimeApi.Answer answer = null;
        for (int i = 0; i < 10 * seconds && answer == null && process.isAlive(); i++) {
            answer = runtimeApi.take(100);
        }
        return answer;
    }

    void kill() {
        process.destroyForcibly();
    }

    /** From the start of the process, or from its restore from a snapshot, until it asked for its first event. */
    Duration startUp() {
        long from = runtimeApi.restored() == 0 ? started : runtimeApi.restored();
        return Duration.ofNanos(runtimeApi.ready() - from);
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** The most memory that the process has had so far, in MB. */
    double peakMemory() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        runtimeApi.close();
    }
}
