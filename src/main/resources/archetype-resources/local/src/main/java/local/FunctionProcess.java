package ${package}.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import ${package}.local.Deployment.LambdaFunction;
import org.eclipse.jetty.server.ServerConnector;

/** A process of a function, Lambda's execution environment: one invocation at a time. */
final class FunctionProcess implements RuntimeApi.Client {

    private static final Duration INIT_TIMEOUT = Duration.ofSeconds(30);

    /** Who starts processes, and gives them work. */
    interface Owner {

        /** A process waits for its next invocation. */
        void ready(FunctionProcess process);

        /** A process is gone, and with it {@code invocation}, if it had one. */
        void ended(FunctionProcess process, Invocation invocation, String errorType, String message);
    }

    private final LambdaFunction function;
    private final String arn;
    private final RuntimeApi runtimeApi;
    private final ScheduledExecutorService timer;
    private final Log log;
    private final Owner owner;
    private final ServerConnector connector;
    private final Process process;
    private RuntimeApi.Next next;
    private Invocation invocation;
    private ScheduledFuture<?> timeout;
    private long started = System.nanoTime();
    private String errorType = "Runtime.ExitError";
    private String error;

    /**
     * Starts a process.
     *
     * @param timer what ends it when it takes too long, or null if it may
     */
    FunctionProcess(LambdaFunction function, String arn, ProcessBuilder builder, RuntimeApi runtimeApi,
                    ScheduledExecutorService timer, Log log, Owner owner) {
        this.function = function;
        this.arn = arn;
        this.runtimeApi = runtimeApi;
        this.timer = timer;
        this.log = log;
        this.owner = owner;
        this.connector = runtimeApi.open(this);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + connector.getLocalPort());
        timeout = schedule("The function did not start within " + INIT_TIMEOUT.toSeconds() + " seconds", INIT_TIMEOUT);
        try {
            process = builder.start();
        } catch (IOException e) {
            cancelTimeout();
            runtimeApi.close(connector);
            throw new LocalException(function.name() + ": cannot start a process: " + e.getMessage(), e);
        }
        follow(process.getInputStream(), false);
        follow(process.getErrorStream(), true);
        // Never within this constructor: the owner does not know the process before it returns.
        process.onExit().thenAcceptAsync(this::exited);
    }

    private void follow(InputStream stream, boolean isError) {
        Thread thread = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line -> log.line(function.name(), line, isError));
            } catch (IOException | UncheckedIOException e) {
                log.error(function.name() + ": its log ended: " + e.getMessage());
            }
        }, function.name() + " log");
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands an invocation to a process that is ready. False if it has gone meanwhile. */
    synchronized boolean invoke(Invocation invocation) {
        if (!process.isAlive()) {
            return false;
        }
        this.invocation = invocation;
        started = System.nanoTime();
        // As Lambda counts: from here, not from when the event came.
        Duration limit = timer == null ? Duration.ofDays(1) : function.timeout();
        timeout = schedule("RequestId: " + invocation.requestId() + " Error: Task timed out after "
                + limit.toMillis() / 1000.0 + " seconds", limit);
        RuntimeApi.Next waiting = next;
        next = null;
        waiting.answer(invocation, System.currentTimeMillis() + limit.toMillis(), arn);
        return true;
    }

    @Override
    public void next(RuntimeApi.Next waiting) {
        synchronized (this) {
            cancelTimeout();
            next = waiting;
        }
        owner.ready(this);
    }

    @Override
    public void response(String requestId, String response) {
        Invocation done = done(requestId);
        if (done != null) {
            done.response().complete(response);
        }
    }

    @Override
    public void error(String requestId, String type, String message) {
        Invocation done = done(requestId);
        if (done != null) {
            done.fail(type, message);
        }
    }

    @Override
    public synchronized void initError(String type, String message) {
        errorType = type;
        error = message;
    }

    private synchronized Invocation done(String requestId) {
        if (invocation == null || !invocation.requestId().equals(requestId)) {
            return null;
        }
        cancelTimeout();
        log.add(function.name(), "INFO", "RequestId: " + requestId + " Duration: "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " ms");
        Invocation done = invocation;
        invocation = null;
        return done;
    }

    private ScheduledFuture<?> schedule(String message, Duration after) {
        return timer == null ? null
                : timer.schedule(() -> kill("Sandbox.Timedout", message), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    private void kill(String type, String message) {
        synchronized (this) {
            errorType = type;
            error = message;
        }
        process.destroyForcibly();
    }

    /** Ends the process; it must not have an invocation. */
    void retire() {
        kill("Runtime.Retired", null);
    }

    /** Ends the process and returns when it has. */
    void end() {
        retire();
        process.onExit().join();
    }

    private void exited(Process ended) {
        runtimeApi.close(connector);
        Invocation lost;
        synchronized (this) {
            cancelTimeout();
            lost = invocation;
            invocation = null;
            if (error == null && !errorType.equals("Runtime.Retired")) {
                error = (lost == null ? "" : "RequestId: " + lost.requestId() + " ")
                        + "Error: Runtime exited with error: exit status " + ended.exitValue();
            }
        }
        if (error != null) {
            log.add(function.name(), "ERROR", errorType + ": " + error);
        }
        owner.ended(this, lost, errorType, error);
    }
}
