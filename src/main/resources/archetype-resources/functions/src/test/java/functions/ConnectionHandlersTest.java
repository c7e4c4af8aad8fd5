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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
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

        new ConnectHandler(connections, new AllowedOrigins(Set.of())).handleRequest(event, null);

        assertThat(dynamoDb.getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS(ID)))).item())
                .containsEntry("principalId", AttributeValue.fromS("alice"));
    }

    @Test
    void connectRefusesAPageThatIsNotAllowed() {
        APIGatewayV2WebSocketEvent event = event("connect.json");
        event.getHeaders().put("Origin", "https://evil.example");

        Map<String, Object> response = new ConnectHandler(connections,
                new AllowedOrigins(Set.of("https://chat.example.com"))).handleRequest(event, null);

        assertThat(response.get("statusCode")).isEqualTo(403);
        assertThat(ids()).isEmpty();
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
        return new ConnectHandler(connections, new AllowedOrigins(Set.of())).handleRequest(event("connect.json"), null);
    }

    private Map<String, Object> disconnect() {
        return new DisconnectHandler(connections).handleRequest(event("disconnect.json"), null);
    }

    private static APIGatewayV2WebSocketEvent event(String resource) {
        return EventLoader.loadEvent(resource, APIGatewayV2WebSocketEvent.class);
    }
}
