package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The routes' handlers in a process of their own: hooks run, as before a snapshot, and then a message is sent. */
class SnapStartTest {

    private static final String SNAPSHOT = "The snapshot is taken here";

    @Test
    void noEventLoopAndNoConnectionIsMadeBeforeTheSnapshotAndAMessageReachesEverybodyAfterIt() throws Exception {
        String table = DynamoDbLocal.createTable(DynamoDbLocal.client().build());
        new Connections(DynamoDbLocal.client(), table).add("live=", null);
        try (CallbackEndpoint endpoint = new CallbackEndpoint()) {
            String output = run(Map.of("TABLE_NAME", table, "CALLBACK_URL", endpoint.url().toString(),
                    "AWS_ENDPOINT_URL_DYNAMODB", DynamoDbLocal.url().toString(), "POSTS_PER_SECOND", "1000",
                    "ALLOWED_ORIGINS", "*"));

            assertThat(output).contains(SNAPSHOT).doesNotContain("Not primed");
            assertThat(output.substring(0, output.indexOf(SNAPSHOT)))
                    .contains("functions.Broadcast ", ".PutItemRequestMarshaller ", ".DeleteItemRequestMarshaller ")
                    .doesNotContain("crt.http.HttpClientConnectionManager ", "crt.io.EventLoopGroup ",
                            "crt.io.TlsContext ");
            assertThat(endpoint.messages("live=")).containsExactly("Hello World");
        }
    }

    /** What the process does. */
    public static void main(String[] arguments) throws Exception {
        RequestHandler<?, ?> connect = new ConnectHandler();
        RequestHandler<?, ?> disconnect = new DisconnectHandler();
        SendMessageHandler handler = new SendMessageHandler();
        try {
            Core.getGlobalContext().beforeCheckpoint(null);
        } catch (UnsatisfiedLinkError e) {
            // When all hooks have run, Lambda's runtime clears a cache with native code that it has on Lambda alone.
        }
        System.out.println(SNAPSHOT);
        Core.getGlobalContext().afterRestore(null);
        Reference.reachabilityFence(List.of(connect, disconnect));
        System.out.println(handler.handleRequest(
                EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class),
                LambdaContext.withTimeLeft(Duration.ofSeconds(29))));
    }

    private static String run(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Xlog:class+load",
                "-Dorg.crac.Core.Compat=" + Core.class.getPackageName(),
                "-cp", System.getProperty("java.class.path"), SnapStartTest.class.getName())).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
