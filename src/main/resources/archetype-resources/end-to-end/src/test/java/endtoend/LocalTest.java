package ${package}.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.websocketcdk.local.LocalGateway;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import ${package}.infrastructure.WebSocketApp;

/** The stack on this machine, over real sockets, and what only this machine can show. */
class LocalTest extends ChatTests {
    private static final StaticCredentialsProvider ANY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

    private static LocalGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = LocalGateway.start(WebSocketApp::new);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @AfterEach
    void everyConnectionLeavesTheTable() {
        await().atMost(Duration.ofMinutes(1)).until(LocalTest::rows, List::isEmpty);
    }

    @Override
    URI endpoint() {
#if( $auth == 'jwt' )
        return URI.create(gateway.endpoint() + "?token=" + new JwtTokens(gateway.page()).with("{\"sub\":\"alice\"}"));
#else
        return gateway.endpoint();
#end
    }

    @Test
    void aBackendPostsToAConnectionAndDeletesIt() throws Exception {
        try (Client client = new Client(endpoint()); ApiGatewayManagementApiClient backend = backend()) {
            String id = rows().get(0);
            backend.postToConnection(post -> post.connectionId(id).data(SdkBytes.fromUtf8String("Hello")));
            assertThat(client.receive()).isEqualTo("Hello");

            backend.deleteConnection(delete -> delete.connectionId(id));

            assertThat(client.receive()).isEqualTo("closed 1000");
            assertThatThrownBy(() -> backend.getConnection(get -> get.connectionId(id)))
                    .isInstanceOf(GoneException.class);
        }
    }

    @Test
    void aBackendPublishesToEveryConnection() throws Exception {
        try (Client client = new Client(endpoint()); LambdaClient lambda = LambdaClient.builder()
                .endpointOverride(gateway.page()).region(Region.US_EAST_1).credentialsProvider(ANY)
                .httpClient(UrlConnectionHttpClient.create()).build()) {
            lambda.invoke(invoke -> invoke.functionName("Publish")
                    .payload(SdkBytes.fromUtf8String("{\"data\":\"Hello\"}")));

            assertThat(client.receive()).isEqualTo("Hello");
        }
    }

    @Test
    void aMessageRemovesAClientThatVanished() throws Exception {
        try (Client vanishing = new Client(endpoint())) {
            gateway.vanish(rows().get(0));
        }
        assertThat(rows()).hasSize(1);

        try (Client client = new Client(endpoint())) {
            // A row that is not ten seconds old may be of a connection that is being opened, and stays.
            await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofSeconds(1)).until(() -> {
                client.send("{\"action\":\"sendmessage\",\"data\":\"Who is there?\"}");
                return client.receive().equals("Who is there?") && rows().size() == 1;
            });
        }
    }

    private static ApiGatewayManagementApiClient backend() {
        return ApiGatewayManagementApiClient.builder().endpointOverride(gateway.callbackUrl())
                .region(Region.US_EAST_1).credentialsProvider(ANY)
                .httpClient(UrlConnectionHttpClient.create()).build();
    }

    /** The connection ids in the table. */
    private static List<String> rows() {
        try (DynamoDbClient dynamoDb = DynamoDbClient.builder().endpointOverride(gateway.dynamoDbEndpoint())
                .region(Region.US_EAST_1).credentialsProvider(ANY)
                .httpClient(UrlConnectionHttpClient.create()).build()) {
            String table = dynamoDb.listTables().tableNames().get(0);
            return dynamoDb.scan(scan -> scan.tableName(table)).items().stream()
                    .map(item -> item.get("id").s()).toList();
        }
    }
}
