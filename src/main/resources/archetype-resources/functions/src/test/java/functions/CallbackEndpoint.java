package ${package}.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API's callback URL for tests: answers {@code POST /dev/@connections/<id>} and keeps what every id was sent. */
final class CallbackEndpoint implements AutoCloseable {

    private static final String CONNECTIONS = "/dev/@connections/";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, List<String>> messages = new ConcurrentHashMap<>();

    CallbackEndpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(executor);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dev");
    }

    /** From now on answers this status to every message for the connection, and delivers none. */
    void fail(String connectionId, int status) {
        statuses.put(connectionId, status);
    }

    /** What was delivered to the connection, in order. */
    List<String> messages(String connectionId) {
        return messages.getOrDefault(connectionId, List.of());
    }

    /** The ids that something was delivered to. */
    Iterable<String> reached() {
        return messages.keySet();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (!exchange.getRequestMethod().equals("POST") || !path.startsWith(CONNECTIONS)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            String connectionId = path.substring(CONNECTIONS.length());
            int status = statuses.getOrDefault(connectionId, 200);
            if (status == 200) {
                messages.computeIfAbsent(connectionId, id -> new CopyOnWriteArrayList<>()).add(message);
            } else if (status == 410) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", "GoneException");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }
}
