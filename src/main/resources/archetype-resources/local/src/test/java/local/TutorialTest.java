package ${package}.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ${package}.infrastructure.WebSocketApp;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The project's own stack: the tutorial's walk, as two browser windows and an SDK see it. */
class TutorialTest {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));
    private static final Path HANDLER = Path.of(
            "${packageInPathFormat}/functions/SendMessageHandler.java");

    @TempDir
    private static Path sources;

    private static Local local;
    private static ApiGatewayManagementApiClient managementApi;
    private static DynamoDbClient dynamoDb;

    private final List<Client> clients = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(1, TimeUnit.MINUTES);
        Path original = Path.of("functions/src/main/java");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = sources.resolve(original.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        local = Local.start(new Options(0, false, null, sources, TestApp.RELEASE, TestApp.limits()),
                WebSocketApp::create);
        managementApi = ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create("http://localhost:" + local.port() + "/" + local.stage()))
                .region(Region.US_EAST_1).credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        dynamoDb = DynamoDbClient.builder()
                .endpointOverride(URI.create(local.dynamoDb()))
                .region(Region.US_EAST_1).credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @AfterEach
    void closeClients() throws Exception {
        clients.forEach(client -> client.close(1000));
        await().until(TutorialTest::ids, List::isEmpty);
    }

    private Client connect() {
        return connect("");
    }

    private Client connect(String query) {
        Client client = Client.connecting(local, query).join();
        clients.add(client);
        return client;
    }

    private static String message(String data) {
        return "{\"action\":\"sendmessage\",\"data\":\"" + data + "\"}";
    }

    private static List<String> ids() {
        String table = dynamoDb.listTables().tableNames().get(0);
        return dynamoDb.scan(scan -> scan.tableName(table)).items().stream().map(item -> item.get("id").s()).toList();
    }

    private String onlyId() {
        return await().until(TutorialTest::ids, ids -> ids.size() == 1).get(0);
    }

    @Test
    void oneSendsAndBothReceive() throws Exception {
        Client first = connect();
        Client second = connect();

        first.send(message("Hello World"));

        assertThat(first.receive()).isEqualTo("Hello World");
        assertThat(second.receive()).isEqualTo("Hello World");
    }

    @Test
    void aConnectionIsARowUntilItCloses() throws Exception {
        Client client = connect();

        assertThat(onlyId()).endsWith("=");
        client.close(1000);
        await().until(TutorialTest::ids, List::isEmpty);
    }

    @Test
    void theNextBroadcastRemovesAClientThatVanished() throws Exception {
        String name = UUID.randomUUID().toString();
        Client lost = Client.connecting(local, "?local-client=" + name).join();
        Client client = connect();
        HttpResponse<String> vanished = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(
                "http://localhost:" + local.port() + "/_local/vanish?local-client=" + name))
                .POST(HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(vanished.statusCode()).isEqualTo(204);
        assertThat(lost.closeCode()).isEqualTo(1006);
        assertThat(ids()).hasSize(2);
        assertThat(client.send(message("anyone?")).receive()).isEqualTo("anyone?");
        onlyId();
    }

    @Test
    void twoHundredClientsReceiveEveryMessage() throws Exception {
        List<CompletableFuture<Client>> connecting =
                IntStream.range(0, 200).mapToObj(i -> Client.connecting(local, "")).toList();
        for (CompletableFuture<Client> client : connecting) {
            clients.add(client.join());
        }
        assertThat(ids()).hasSize(200);

        clients.get(0).send(message("to all"));

        for (Client client : clients) {
            assertThat(client.receive()).isEqualTo("to all");
        }
    }

    @Test
    void theSdkPostsGetsAndDeletes() throws Exception {
        Client client = connect();
        String id = onlyId();

        managementApi.postToConnection(post -> post.connectionId(id).data(SdkBytes.fromUtf8String("Grüße")));
        assertThat(client.receive()).isEqualTo("Grüße");
        GetConnectionResponse connection = managementApi.getConnection(get -> get.connectionId(id));
        assertThat(connection.identity().sourceIp()).isEqualTo("127.0.0.1");
        assertThat(connection.lastActiveAt()).isAfterOrEqualTo(connection.connectedAt());
        managementApi.deleteConnection(delete -> delete.connectionId(id));
        assertThat(client.closeCode()).isEqualTo(1000);
        await().until(TutorialTest::ids, List::isEmpty);
    }

    @Test
    void theSdkIsToldThatAConnectionIsGone() {
        assertThatThrownBy(() -> managementApi.postToConnection(post ->
                post.connectionId("VWi0WdQt0kwCFHg=").data(SdkBytes.fromUtf8String("x"))))
                .isInstanceOfSatisfying(GoneException.class, e -> assertThat(e.statusCode()).isEqualTo(410));
        assertThatThrownBy(() -> managementApi.getConnection(get -> get.connectionId("VWi0WdQt0kwCFHg=")))
                .isInstanceOf(GoneException.class);
        assertThatThrownBy(() -> managementApi.deleteConnection(delete -> delete.connectionId("VWi0WdQt0kwCFHg=")))
                .isInstanceOf(GoneException.class);
    }

    @Test
    void theSdkIsToldThatAMessageIsTooLarge() throws Exception {
        connect();
        String id = onlyId();

        assertThatThrownBy(() -> managementApi.postToConnection(post ->
                post.connectionId(id).data(SdkBytes.fromByteArray(new byte[128 * 1024 + 1]))))
                .isInstanceOfSatisfying(ApiGatewayManagementApiException.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(413);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("PayloadTooLargeException");
                });
    }

    @Test
    void percentEncodedPathsAreTheSame() throws Exception {
        Client client = connect();
        String id = onlyId();

        for (String path : List.of("/@connections/" + id, "/%40connections/" + id.replace("=", "%3D"))) {
            HttpResponse<String> response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                    URI.create("http://localhost:" + local.port() + "/" + local.stage() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(path)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(client.receive()).isEqualTo(path);
        }
    }

    @Test
    void theTableIsTheTemplates() {
        String table = dynamoDb.listTables().tableNames().get(0);

        assertThat(table).startsWith("Connections");
        assertThat(dynamoDb.describeTable(describe -> describe.tableName(table)).table().keySchema())
                .singleElement().satisfies(key -> assertThat(key.attributeName()).isEqualTo("id"));
        assertThat(dynamoDb.describeTimeToLive(describe -> describe.tableName(table)).timeToLiveDescription()
                .attributeName()).isEqualTo("expiresAt");
    }

    @Test
    void savedCodeRunsAndConnectionsStay() throws Exception {
        Client client = connect();
        String code = Files.readString(sources.resolve(HANDLER));
        try (LogLines log = new LogLines(local)) {
            save(code.replace(" data(event.getBody())", " \"edited \" + data(event.getBody())"));
            log.await("local", "Reloaded");
            assertThat(client.send(message("hello")).receive()).isEqualTo("edited hello");

            save(code.replace("data(event.getBody())", "dat(event.getBody())"));
            assertThat(log.await("local", "SendMessageHandler.java").get("message").getAsString()).contains("dat(");
            log.await("local", "Not reloaded");
            assertThat(client.send(message("hello")).receive()).isEqualTo("edited hello");

            save(code);
            log.await("local", "Reloaded");
            assertThat(client.send(message("hello")).receive()).isEqualTo("hello");
        }
    }

    private static void save(String code) throws IOException {
        Files.writeString(sources.resolve(HANDLER), code);
    }
}
