package ${package}.functions;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API's callback URL for tests: answers {@code POST /dev/@connections/<id>}, and fails where it is told to. */
final class CallbackEndpoint implements AutoCloseable {
    private static final String CONNECTIONS = "/dev/@connections/";
    private static final int RESET = -1;
    private static final int SILENCE = -2;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Integer> always = new ConcurrentHashMap<>();
    private final Map<String, List<String>> messages = new ConcurrentHashMap<>();
    private volatile Headers headers;

    CallbackEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dev");
    }

    /** From now on answers this status to every message for the connection. */
    void fail(String connectionId, int status) {
        always.put(connectionId, status);
    }

    /** From now on closes the TCP connection instead of an answer to the connection's messages. */
    void reset(String connectionId) {
        always.put(connectionId, RESET);
    }

    /** From now on never answers to the connection's messages. */
    void silence(String connectionId) {
        always.put(connectionId, SILENCE);
    }

    /** What was delivered to the connection, in order. */
    List<String> messages(String connectionId) {
        return messages.getOrDefault(connectionId, List.of());
    }

    /** Those of the last request. */
    Headers headers() {
        return headers;
    }

    /** The ids that something was delivered to. */
    Set<String> reached() {
        return messages.keySet();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            headers = exchange.getRequestHeaders();
            String path = exchange.getRequestURI().getPath();
            int status = 403;
            if (exchange.getRequestMethod().equals("POST") && path.startsWith(CONNECTIONS)) {
                status = answer(path.substring(CONNECTIONS.length()), message);
            }
            if (status == SILENCE) {
                closed.await();
            } else if (status != RESET) {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int answer(String connectionId, String message) {
        int status = always.getOrDefault(connectionId, 200);
        if (status == 200) {
            messages.computeIfAbsent(connectionId, id -> new CopyOnWriteArrayList<>()).add(message);
        }
        return status;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        executor.shutdown();
    }
}
