package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ConnectionHandlersTest {
    private static final String ID = "VWi0WdQt0kwCFHg=";

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);
    private final Connections connections = new Connections(DynamoDbLocal.client(), table);

    @Test
    void connectStoresTheConnectionId() {
        Map<String, Object> response = connect();

        assertThat(response.get("statusCode")).isEqualTo(200);
        assertThat(response.get("body")).isEqualTo("Connected");
        assertThat(ids()).containsExactly(ID);
    }

    @Test
    void connectStoresWhoTheAuthorizerSaysHasConnected() {
        APIGatewayV2WebSocketEvent event = event("connect.json");
        event.getRequestContext().setAuthorizer(Map.of("principalId", "alice"));

        new ConnectHandler(connections, List.of("*")).handleRequest(event, null);

        assertThat(dynamoDb.getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(ID)))).item())
                .containsEntry("principalId", AttributeValue.fromS("alice"));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://chat.example.com, 200",
        "origin, http://localhost:3000, 200",
        "ORIGIN, https://example.com, 403",
        "origin, https://chat.example.com.evil.example, 403",
        "Origin, http://chat.example.com, 403",
        "Origin, null, 403",
        "X-From, a client that is no browser, 200",
    })
    void connectRefusesAPageThatIsNotAllowed(String header, String value, int status) {
        APIGatewayV2WebSocketEvent event = event("connect.json");
        event.setHeaders(Map.of("Host", "chat.example.com", header, value));

        Map<String, Object> response = new ConnectHandler(connections,
                List.of("https://chat.example.com", "http://localhost:3000")).handleRequest(event, null);

        assertThat(response.get("statusCode")).isEqualTo(status);
        assertThat(ids()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void everyPageMayConnectIfAllAreAllowed() {
        APIGatewayV2WebSocketEvent event = event("connect.json");
        event.getHeaders().put("Origin", "https://example.com");

        assertThat(new ConnectHandler(connections, List.of("*")).handleRequest(event, null).get("statusCode"))
                .isEqualTo(200);
    }

    @Test
    void aRowExpiresAfterTheTwoHoursThatAConnectionCanLast() {
        Instant connected = Instant.now();

        connect();

        Map<String, AttributeValue> row = dynamoDb.getItem(get -> get.tableName(table)
                .key(Map.of("id", AttributeValue.fromS(ID)))).item();
        Instant expiresAt = Instant.ofEpochSecond(Long.parseLong(row.get("expiresAt").n()));
        assertThat(expiresAt).isBetween(connected.plus(Duration.ofHours(2)), connected.plus(Duration.ofHours(24)));
    }

    @Test
    void disconnectDeletesTheConnectionId() {
        connect();

        Map<String, Object> response = disconnect();

        assertThat(response.get("statusCode")).isEqualTo(200);
        assertThat(response.get("body")).isEqualTo("Disconnected");
        assertThat(ids()).isEmpty();
    }

    @Test
    void disconnectOfAnUnknownConnectionIdSucceeds() {
        connections.add("another", null);

        assertThat(disconnect().get("statusCode")).isEqualTo(200);
        assertThat(ids()).containsExactly("another");
    }

    @Test
    void aRequestThatDynamoDbDoesNotAnswerIsTriedAgain() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (requests.getAndIncrement() > 0) {
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            }
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try {
            new Connections(DynamoDbLocal.client().endpointOverride(url), table).add(ID, null);
        } finally {
            server.stop(0);
        }

        assertThat(requests).hasValue(2);
    }

    private List<String> ids() {
        return dynamoDb.scan(scan -> scan.tableName(table)).items().stream().map(item -> item.get("id").s()).toList();
    }

    private Map<String, Object> connect() {
        return new ConnectHandler(connections, List.of("*")).handleRequest(event("connect.json"), null);
    }

    private Map<String, Object> disconnect() {
        return new DisconnectHandler(connections).handleRequest(event("disconnect.json"), null);
    }

    private static APIGatewayV2WebSocketEvent event(String resource) {
        return EventLoader.loadEvent(resource, APIGatewayV2WebSocketEvent.class);
    }
}
