package ${package}.functions;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Broadcasts to a server in this process, often enough to have the way compiled. */
final class BroadcastPriming {

    private static final int BROADCASTS = 5;
    private static final int RECIPIENTS = 2_000;

    private BroadcastPriming() {
    }

    static void run() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", BroadcastPriming::deliver);
        server.start();
        URI callbackUrl = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/priming");
        try (ManagementApi managementApi = new ManagementApi(callbackUrl, "us-east-1",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")))) {
            for (int broadcast = 0; broadcast < BROADCASTS; broadcast++) {
                new Broadcast(
                        IntStream.range(0, RECIPIENTS).mapToObj(number ->
                                new Connections.Connection("VWi0WdQt0kwCFHg=" + number, Instant.EPOCH)),
                        gone -> { }, managementApi, Integer.MAX_VALUE, "", Duration.ofSeconds(29)).run();
            }
        } finally {
            server.stop(0);
        }
    }

    private static void deliver(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
        }
    }
}
