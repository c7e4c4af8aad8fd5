package io.github.websocketcdk.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lambda's Runtime API for the process of one function: hands it an event at a time and takes the answer. */
final class RuntimeApi implements AutoCloseable {
    static {
        // Read once by the JDK's server; without it an answer may wait for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String RUNTIME = "/2018-06-01/runtime/";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final int secondsPerInvocation;
    private volatile long restored;
    private volatile long ready;
    private volatile long handedOver;

    RuntimeApi(int secondsPerInvocation) throws IOException {
        this.secondsPerInvocation = secondsPerInvocation;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    /** What the function answered, and when it got the event and answered, as of {@link System#nanoTime()}. */
    record Answer(String body, long start, long end) {
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** When the process asked for its first event; as of {@link System#nanoTime()}, 0 for not yet. */
    long ready() {
        return ready;
    }

    /** When the process had its snapshot taken and was restored; 0 for a function without SnapStart. */
    long restored() {
        return restored;
    }

    void offer(String event) {
        events.add(event);
    }

    /** The answer to the event that was offered, or {@code null} if none comes in that time. */
    Answer take(long millis) throws InterruptedException {
        return answers.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(RUNTIME + "invocation/next")) {
                next(exchange);
                return;
            }
            if (path.equals(RUNTIME + "restore/next")) {
                restored = System.nanoTime();
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            long end = System.nanoTime();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(202, -1);
            answers.add(new Answer(body, handedOver, end));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        if (ready == 0) {
            ready = System.nanoTime();
        }
        byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        headers.set("Lambda-Runtime-Deadline-Ms",
                String.valueOf(System.currentTimeMillis() + 1_000L * secondsPerInvocation));
        headers.set("Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:us-east-1:123456789012:function:benchmark");
        headers.set("Lambda-Runtime-Trace-Id",
                "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0");
        handedOver = System.nanoTime();
        exchange.sendResponseHeaders(200, event.length);
        exchange.getResponseBody().write(event);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
