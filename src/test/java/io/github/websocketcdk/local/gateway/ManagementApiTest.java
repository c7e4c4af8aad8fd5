package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

/** What a backend does with connections, by the SDK for Java. */
class ManagementApiTest {
    private static final String UNKNOWN = "VWi0WdQt0kwCFHg=";
    /** In one frame. */
    private static final String LONG = "x".repeat(10_000);
    /** No operating system keeps so many of them for a client that does not read. */
    private static final int MANY = 10_000;

    @TempDir
    private static Path directory;
    private static LocalGateway local;
    private static ApiGatewayManagementApiClient connections;

    @BeforeAll
    static void start() throws Exception {
        local = ScriptedApi.start(directory);
        connections = client(local.callbackUrl().toString());
    }

    @AfterAll
    static void stop() {
        connections.close();
        local.close();
    }

    private static ApiGatewayManagementApiClient client(String callbackUrl) {
        return ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create(callbackUrl))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                // A 429 is an answer here, not something to wait out.
                .overrideConfiguration(configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private static void post(String connectionId, String message) {
        connections.postToConnection(post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(message)));
    }

    private static String id(String event) {
        return event.replaceAll(".*\"connectionId\":\"([^\"]*)\".*", "$1");
    }

    private static String connectionId(Client client) throws Exception {
        return id(client.send("{\"action\":\"twoway\"}").receive());
    }

    @Test
    void aMessageIsPosted() throws Exception {
        Client client = Client.connect(local);
        post(connectionId(client), "hellö");

        assertThat(client.receive()).isEqualTo("hellö");
    }

    @Test
    void aConnectionIsDescribed() throws Exception {
        String id = connectionId(Client.connect(local));
        GetConnectionResponse connection = connections.getConnection(get -> get.connectionId(id));

        assertThat(connection.connectedAt()).isBeforeOrEqualTo(connection.lastActiveAt());
        assertThat(connection.identity().sourceIp()).isEqualTo("127.0.0.1");
        assertThat(connection.identity().userAgent()).startsWith("Java-http-client");
    }

    @Test
    void aConnectionIsDeleted() throws Exception {
        Client client = Client.connect(local);
        String id = connectionId(client);
        try (LogLines log = new LogLines(local)) {
            connections.deleteConnection(delete -> delete.connectionId(id));

            assertThat(client.closeCode()).isEqualTo(1000);
            assertThat(log.await(ScriptedApi.FUNCTION, id).message())
                    .contains("\"disconnectStatusCode\":1000", "\"disconnectReason\":\"Connection Closed Normally\"");
        }
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(id, "late"));
    }

    @Test
    void aDeletedConnectionIsGoneAtOnceWhateverItsClientDoes() throws Exception {
        try (LogLines log = new LogLines(local); RawClient silent = RawClient.open(local)) {
            silent.send(RawClient.text("{\"action\":\"twoway\"}"));
            String id = id(new String(silent.frame().payload(), StandardCharsets.UTF_8));
            connections.deleteConnection(delete -> delete.connectionId(id));

            assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(id, "late"));
            log.await(ScriptedApi.FUNCTION, "\"disconnectReason\":\"Connection Closed Normally\"");
            assertThat(silent.frame().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void anUnknownConnectionIsGone() {
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post(UNKNOWN, "x"));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> connections.getConnection(get -> get.connectionId(UNKNOWN)));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> connections.deleteConnection(delete -> delete.connectionId(UNKNOWN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "VWi0WdQt0kwCFHg", "VWi0WdQt0kwCFHg==", "VWi0WdQt0kwCF?g=", "VWi0WdQt0kwCFHgVWi0WdQ="})
    void whatCannotBeAnIdIsABadRequest(String id) {
        assertThatExceptionOfType(ApiGatewayManagementApiException.class).isThrownBy(() -> post(id, "x"))
                .satisfies(e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadRequestException");
                    assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Invalid connectionId: " + id);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {128 * 1024 + 1, 300 * 1024, 4_000 * 1024})
    void aMessageThatIsTooLargeIsRefused(int size) throws Exception {
        Client client = Client.connect(local);
        String id = connectionId(client);

        assertThatExceptionOfType(PayloadTooLargeException.class).isThrownBy(() -> post(id, "x".repeat(size)));
        post(id, "next");
        assertThat(client.receive()).isEqualTo("next");
    }

    @Test
    void anotherStageIsForbidden() {
        try (ApiGatewayManagementApiClient other = client(local.page() + "/other")) {
            assertThatExceptionOfType(ForbiddenException.class)
                    .isThrownBy(() -> other.getConnection(get -> get.connectionId(UNKNOWN)));
        }
    }

    @Test
    void aClientThatDoesNotReadGetsOthersNoDelayAndStaysConnected() throws Exception {
        try (RawClient client = RawClient.open(local)) {
            client.send(RawClient.text("{\"action\":\"twoway\"}"));
            String id = id(new String(client.frame().payload(), StandardCharsets.UTF_8));
            int sent = 0;
            LimitExceededException full = null;
            while (full == null && sent < MANY) {
                try {
                    post(id, LONG);
                    sent++;
                } catch (LimitExceededException e) {
                    full = e;
                }
            }

            assertThat(full).as("the answer to one of %s posts", MANY).isNotNull();
            Client other = Client.connect(local);
            post(connectionId(other), "hello");
            assertThat(other.receive()).isEqualTo("hello");

            List<String> received = new ArrayList<>();
            for (int i = 0; i < sent; i++) {
                received.add(new String(client.frame().payload(), StandardCharsets.UTF_8));
            }
            assertThat(received).allMatch(LONG::equals);
            post(id, "again");
            assertThat(new String(client.frame().payload(), StandardCharsets.UTF_8)).isEqualTo("again");
        }
    }
}
