package io.github.websocketcdk.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Lambda's asynchronous invocations of one function that are tried once: each takes a free process, or starts one, and
 * an event without an answer goes where failed ones go.
 */
final class Invocations implements AutoCloseable {
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Future<?>> invocations = new ArrayList<>();
    private final Queue<FunctionProcess> free = new ConcurrentLinkedQueue<>();
    private final List<FunctionProcess> processes = new CopyOnWriteArrayList<>();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final Start start;

    /** Starts a process of the function, to which Lambda is at the URL. */
    interface Start {
        FunctionProcess process(String url) throws Exception;
    }

    Invocations(Start start) throws IOException {
        this.start = start;
        server.createContext("/2015-03-31/functions/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was answered, in order. */
    List<String> answers() {
        return answers;
    }

    /** The events that were not answered. */
    List<String> failed() {
        return failed;
    }

    List<FunctionProcess> processes() {
        return processes;
    }

    /** Waits until every invocation has ended, and those that they have started. */
    void await() throws Exception {
        for (int i = 0; i < size(); i++) {
            get(i).get();
        }
    }

    private synchronized int size() {
        return invocations.size();
    }

    private synchronized Future<?> get(int number) {
        return invocations.get(number);
    }

    private synchronized void add(String event) {
        invocations.add(executor.submit(() -> invoke(event)));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private Void invoke(String event) throws Exception {
        FunctionProcess process = free.poll();
        if (process == null) {
            process = start.process(url());
            processes.add(process);
        }
        RuntimeApi.Answer answer = process.answer(event);
        if (answer == null) {
            failed.add(event);
        } else {
            answers.add(answer.body());
            free.add(process);
        }
        return null;
    }

    @Override
    public void close() throws InterruptedException {
        server.stop(0);
        executor.shutdownNow();
        for (FunctionProcess process : processes) {
            process.close();
        }
    }
}
