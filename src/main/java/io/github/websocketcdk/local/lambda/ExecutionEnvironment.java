package io.github.websocketcdk.local.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A process that takes a function's invocations, one at a time, from a Runtime API of its own, as on Lambda. */
final class ExecutionEnvironment implements AutoCloseable {
    /** The header of an invocation that tells {@link Bootstrap} the connection, where there is one. */
    static final String CONNECTION_ID = "Local-Connection-Id";

    private static final Duration INIT_TIMEOUT = Duration.ofSeconds(30);
    /** 6 MB, and what Lambda allows for beyond them. */
    private static final int RESPONSE_BYTES = 6 * 1024 * 1024 + 100;
    private static final String RUNTIME = "/2018-06-01/runtime/";
    /** A terminal sends Ctrl-C to all processes: 128 and the number of the signal. */
    private static final int ENDED_BY_CTRL_C = 130;

    static {
        // Read once by the JDK's server. Without it, each answer may wait for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Listener listener;
    private final FunctionConfiguration configuration;
    private final BlockingQueue<Invocation> waiting;
    private final ScheduledExecutorService timer;
    private final Duration limit;
    private final Log log;
    private final HttpServer runtimeApi;
    private final ExecutorService requests = Executors.newSingleThreadExecutor();
    private final Process process;
    private ScheduledFuture<?> timeout;
    private Invocation invocation;
    private long started;
    private boolean starting = true;
    private boolean closing;
    private boolean gone;
    private FunctionError error;

    /** Told what becomes of an environment. */
    interface Listener {
        /** It asks for its first invocation. */
        void ready(ExecutionEnvironment environment);

        /** It has answered an invocation. */
        void answered(ExecutionEnvironment environment);

        /** It is gone, and with it the invocation that it had, or null. */
        void ended(ExecutionEnvironment environment, Invocation lost, FunctionError error);
    }

    /**
     * Starts a process.
     *
     * @param waiting what it takes its invocations from
     * @param timer what ends it when it takes too long, unless somebody debugs it
     */
    ExecutionEnvironment(FunctionConfiguration configuration, ProcessBuilder builder,
                         BlockingQueue<Invocation> waiting, Listener listener, ScheduledExecutorService timer,
                         boolean debug, Log log) throws IOException {
        this.listener = listener;
        this.configuration = configuration;
        this.waiting = waiting;
        this.timer = timer;
        this.limit = debug ? Duration.ofDays(1) : configuration.timeout();
        this.log = log;
        runtimeApi = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        runtimeApi.createContext(RUNTIME, this::handle);
        runtimeApi.setExecutor(requests);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApi.getAddress().getPort());
        process = builder.start();
        runtimeApi.start();
        timeout = schedule("The function did not start", debug ? limit : INIT_TIMEOUT);
        log.follow(configuration.name(), process);
        // Never within this constructor: the function does not know the environment before it returns.
        process.onExit().thenRunAsync(this::exited);
    }

    boolean takesFrom(BlockingQueue<Invocation> queue) {
        return waiting == queue;
    }

    /** Whether it has not asked for its first invocation yet. */
    synchronized boolean isStarting() {
        return starting;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(RUNTIME.length());
        try (exchange; InputStream input = exchange.getRequestBody()) {
            String body = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            if (path.equals("invocation/next")) {
                next(exchange);
                return;
            }
            exchange.sendResponseHeaders(202, -1);
            if (path.equals("init/error")) {
                endsWith(new FunctionError(body));
            } else if (path.endsWith("/response")) {
                respond(done(path), body);
                listener.answered(this);
            } else {
                done(path).completeExceptionally(new FunctionError(body));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void respond(CompletableFuture<String> response, String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length <= RESPONSE_BYTES) {
            response.complete(body);
        } else {
            response.completeExceptionally(new FunctionError("Function.ResponseSizeTooLarge",
                    "Response payload size exceeded maximum allowed payload size (" + RESPONSE_BYTES + " bytes)."));
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        boolean first;
        synchronized (this) {
            first = starting;
            starting = false;
            timeout.cancel(false);
        }
        if (first) {
            listener.ready(this);
        }
        Invocation next = waiting.take();
        if (next == Invocation.NONE) {
            end();
            return;
        }
        if (!begin(next)) {
            next.response().completeExceptionally(error);
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", next.requestId());
        headers.set("Lambda-Runtime-Deadline-Ms", String.valueOf(System.currentTimeMillis() + limit.toMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", configuration.arn());
        headers.set("Content-Type", "application/json");
        if (next.origin().connectionId() != null) {
            headers.set(CONNECTION_ID, next.origin().connectionId());
        }
        byte[] event = next.event().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    /** From here on the process has an invocation, unless it is gone. */
    private synchronized boolean begin(Invocation next) {
        if (gone) {
            return false;
        }
        invocation = next;
        started = System.nanoTime();
        // As Lambda counts: from here, not from when the event came.
        timeout = schedule("RequestId: " + next.requestId() + " Error: Task timed out after "
                + limit.toMillis() / 1000.0 + " seconds", limit);
        return true;
    }

    /** The invocation that a path names: what it answers, answers once. */
    private synchronized CompletableFuture<String> done(String path) {
        if (invocation == null || !path.contains(invocation.requestId())) {
            return new CompletableFuture<>();
        }
        timeout.cancel(false);
        log.add(configuration.name(), "INFO", "RequestId: " + invocation.requestId() + " Duration: "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " ms", invocation.origin());
        CompletableFuture<String> response = invocation.response();
        invocation = null;
        return response;
    }

    private ScheduledFuture<?> schedule(String message, Duration after) {
        return timer.schedule(() -> {
            endsWith(new FunctionError("Sandbox.Timedout", message));
            process.destroyForcibly();
        }, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void endsWith(FunctionError reason) {
        error = reason;
    }

    private synchronized void end() {
        closing = true;
        process.destroyForcibly();
    }

    /** Ends the process and returns when it has. */
    @Override
    public void close() {
        end();
        process.onExit().join();
    }

    private void exited() {
        runtimeApi.stop(0);
        requests.shutdownNow();
        Invocation lost;
        synchronized (this) {
            gone = true;
            timeout.cancel(false);
            lost = invocation;
            if (error == null) {
                error = new FunctionError("Runtime.ExitError",
                        (lost == null ? "" : "RequestId: " + lost.requestId() + " Error: ")
                                + "Runtime exited with error: exit status " + process.exitValue());
            }
            if (!closing && process.exitValue() != ENDED_BY_CTRL_C) {
                log.add(configuration.name(), "ERROR", error.getMessage(),
                        lost == null ? LogLine.Origin.NONE : lost.origin());
            }
        }
        listener.ended(this, lost, error);
    }
}
