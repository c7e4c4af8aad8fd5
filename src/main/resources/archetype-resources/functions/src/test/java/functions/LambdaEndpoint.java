package ${package}.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;

/** Lambda's Invoke API for tests: takes the events of asynchronous invocations of {@code Publish}, and runs nothing. */
final class LambdaEndpoint implements AutoCloseable {
    private final HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = 202;

    LambdaEndpoint() throws IOException {
        server.createContext("/2015-03-31/functions/Publish/invocations", this::handle);
        server.start();
    }

    LambdaClientBuilder client() {
        return LambdaClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(DynamoDbLocal.CREDENTIALS);
    }

    /** From now on answers this status and takes no event. */
    void fail(int status) {
        this.status = status;
    }

    int requests() {
        return requests.get();
    }

    /** The first event that was not taken yet, {@code null} for none. */
    String take() {
        return events.poll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String event = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (status == 202 && exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type").equals("Event")) {
                events.add(event);
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
