package ${package}.functions;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Broadcasts to a server in this process and words the report, often enough to have the way compiled. */
final class BroadcastPriming {

    private static final int BROADCASTS = 5;
    private static final int RECIPIENTS = 2_000;

    private BroadcastPriming() {
    }

    static void run() throws IOException, InterruptedException {
        try (PrimingServer server = new PrimingServer();
                ManagementApi managementApi = new ManagementApi(server.url(), "us-east-1",
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("priming", "priming")))) {
            for (int broadcast = 0; broadcast < BROADCASTS; broadcast++) {
                BroadcastReport report = new Broadcast(
                        IntStream.range(0, RECIPIENTS).mapToObj(number ->
                                new Connections.Connection("VWi0WdQt0kwCFHg=" + number, Instant.EPOCH)),
                        gone -> { }, managementApi, Integer.MAX_VALUE, "", Duration.ofSeconds(29)).run();
                String json = report.toJson().toString();
                if (!report.reachedAll()) {
                    throw new IllegalStateException(json);
                }
            }
        }
    }
}
