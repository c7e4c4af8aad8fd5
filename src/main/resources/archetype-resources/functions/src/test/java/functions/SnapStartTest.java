package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code sendmessage} in a process of its own: its hooks run, as before a snapshot, and then a message is sent. */
class SnapStartTest {

    private static final String SNAPSHOT = "The snapshot is taken here";

    @Test
    void noEventLoopAndNoConnectionIsMadeBeforeTheSnapshotAndAMessageReachesEverybodyAfterIt() throws Exception {
        String table = DynamoDbLocal.createTable(DynamoDbLocal.client().build());
        new Connections(DynamoDbLocal.client(), table).add("live=", null);
        try (CallbackEndpoint endpoint = new CallbackEndpoint()) {
            String output = run(Map.of("TABLE_NAME", table, "CALLBACK_URL", endpoint.url().toString(),
                    "AWS_ENDPOINT_URL_DYNAMODB", DynamoDbLocal.url().toString(), "POSTS_PER_SECOND", "1000"));

            assertThat(output).contains(SNAPSHOT).doesNotContain("Not primed");
            assertThat(output.substring(0, output.indexOf(SNAPSHOT))).contains("functions.Broadcast ")
                    .doesNotContain("crt.http.HttpClientConnectionManager ", "crt.io.EventLoopGroup ",
                            "crt.io.TlsContext ");
            assertThat(endpoint.messages("live=")).containsExactly("Hello World");
        }
    }

    /** What the process does. */
    public static void main(String[] arguments) throws Exception {
        SendMessageHandler handler = new SendMessageHandler();
        handler.beforeCheckpoint(null);
        System.out.println(SNAPSHOT);
        handler.afterRestore(null);
        System.out.println(handler.handleRequest(
                EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class),
                LambdaContext.withTimeLeft(Duration.ofSeconds(29))));
    }

    private static String run(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xlog:class+load",
                "-cp", System.getProperty("java.class.path"), SnapStartTest.class.getName())).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
