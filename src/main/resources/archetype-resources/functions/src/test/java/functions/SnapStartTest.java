package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The routes' handlers in a process of their own: made, as before a snapshot, and then a message is sent. */
class SnapStartTest {
    private static final String SNAPSHOT = "The snapshot is taken here";

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);

    @Test
    void noEventLoopAndNoConnectionIsMadeBeforeTheSnapshotAndAMessageReachesEverybodyAfterIt() throws Exception {
        new Connections(DynamoDbLocal.client(), table).add("live=", null);
        try (CallbackEndpoint endpoint = new CallbackEndpoint()) {
            String output = run(table, endpoint);

            assertThat(endpoint.headers().getFirst("Authorization")).contains("Credential=after/");
            assertThat(output.substring(0, output.indexOf(SNAPSHOT)))
                    .contains("functions.Broadcast ", ".PutItemRequestMarshaller ", ".DeleteItemRequestMarshaller ")
                    .doesNotContain("crt.http.HttpClientConnectionManager ", "crt.io.EventLoopGroup ",
                            "crt.io.TlsContext ");
            assertThat(output).containsOnlyOnce("Primed until").contains("empty string value. Key: id");
            assertThat(dynamoDb.scan(scan -> scan.tableName(table)).items()).hasSize(1);
            assertThat(endpoint.messages("live=")).containsExactly("Hello World");
        }
    }

    @Test
    void aFunctionThatCannotBePrimedIsDeployedAllTheSame() throws Exception {
        try (CallbackEndpoint endpoint = new CallbackEndpoint()) {
            String output = run("not-there", endpoint);

            assertThat(output.substring(0, output.indexOf(SNAPSHOT)))
                    .contains("Primed until", "ResourceNotFoundException", "functions.Broadcast ");
        }
    }

    /** What the process does. */
    public static void main(String[] arguments) throws Exception {
        new ConnectHandler();
        new DisconnectHandler();
        SendMessageHandler handler = new SendMessageHandler();
        System.out.println(SNAPSHOT);
        System.in.read();
        System.out.println(handler.handleRequest(
                EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class),
                LambdaContext.withTimeLeft(Duration.ofSeconds(29))));
    }

    private static String run(String table, CallbackEndpoint endpoint) throws IOException, InterruptedException {
        try (ContainerCredentials credentials = new ContainerCredentials("before")) {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-Xlog:class+load",
                    "-cp", System.getProperty("java.class.path"), SnapStartTest.class.getName()))
                    .redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.matches("AWS_(ACCESS|SECRET|SESSION).*"));
            builder.environment().putAll(Map.of("TABLE_NAME", table, "CALLBACK_URL", endpoint.url().toString(),
                    "AWS_ENDPOINT_URL_DYNAMODB", DynamoDbLocal.url().toString(), "POSTS_PER_SECOND", "1000",
                    "ALLOWED_ORIGINS", "*", "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI", credentials.url().toString(),
                    "AWS_SHARED_CREDENTIALS_FILE", "none", "AWS_CONFIG_FILE", "none"));
            Process process = builder.start();
            StringBuilder output = new StringBuilder();
            try (BufferedReader reader = process.inputReader(); Writer restore = process.outputWriter()) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    output.append(line).append('\n');
                    if (line.equals(SNAPSHOT)) {
                        credentials.answer("after");
                        restore.close();
                    }
                }
            }
            assertThat(process.waitFor()).as(output.toString()).isZero();
            return output.toString();
        }
    }
}
