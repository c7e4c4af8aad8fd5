package ${package}.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Where a function with SnapStart gets its role's credentials from; these have expired when they come. */
final class ContainerCredentials implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private volatile String accessKeyId;

    ContainerCredentials(String accessKeyId) throws IOException {
        this.accessKeyId = accessKeyId;
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void answer(String accessKeyId) {
        this.accessKeyId = accessKeyId;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] answer = ("{\"AccessKeyId\":\"" + accessKeyId + "\",\"SecretAccessKey\":\"secret\","
                    + "\"Token\":\"token\",\"Expiration\":\"2026-01-01T00:00:00Z\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
