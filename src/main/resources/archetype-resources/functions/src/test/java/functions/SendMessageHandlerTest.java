package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SendMessageHandlerTest {

    private static final String SENDER = "VWi0WdQt0kwCFHg=";

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);
    private final Connections connections = new Connections(DynamoDbLocal.client(), table);
    private CallbackEndpoint endpoint;
    private ManagementApi managementApi;
    private SendMessageHandler handler;

    @BeforeEach
    void start() throws IOException {
        endpoint = new CallbackEndpoint();
        managementApi = new ManagementApi(endpoint.url(), "us-east-1", DynamoDbLocal.CREDENTIALS);
        handler = new SendMessageHandler(connections, managementApi, 1_000);
        connections.add(SENDER);
    }

    @AfterEach
    void stop() {
        managementApi.close();
        endpoint.close();
    }

    @Test
    void everyConnectionGetsTheMessageAndTheSenderToo() {
        connections.add("another=");

        APIGatewayV2WebSocketResponse response = send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getBody()).isEqualTo("Message sent");
        assertThat(endpoint.messages(SENDER)).containsExactly("Hello World");
        assertThat(endpoint.messages("another=")).containsExactly("Hello World");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"\" | ``",
        "\"grüße \\\"𝄞\\\"\" | grüße \"𝄞\"",
        "1.10 | 1.10",
        "true | true",
        "null | null",
        "{\"b\": [1, \"<&>\"], \"a\": null} | {\"b\":[1,\"<&>\"],\"a\":null}",
    })
    void aStringArrivesAsItIsAndAnyOtherJsonValueAsItsText(String data, String message) {
        assertThat(send("{\"action\":\"sendmessage\",\"data\":" + data + "}").getStatusCode()).isEqualTo(200);

        assertThat(endpoint.messages(SENDER)).containsExactly(message);
    }

    @Test
    void moreConnectionsThanOnePageOfTheTableAreAllReached() {
        String filler = "x".repeat(300_000);
        List<String> ids = IntStream.range(0, 12).mapToObj(number -> "connection-" + number).toList();
        ids.forEach(id -> dynamoDb.putItem(put -> put.tableName(table)
                .item(Map.of("id", AttributeValue.fromS(id), "filler", AttributeValue.fromS(filler)))));
        assertThat(dynamoDb.scan(scan -> scan.tableName(table)).lastEvaluatedKey()).isNotEmpty();

        send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

        assertThat(endpoint.reached()).containsAll(ids).contains(SENDER);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {
        "",
        "Hello World",
        "{\"action\":\"sendmessage\",\"data\":\"cut off",
        "{\"action\":\"sendmessage\",\"data\":\"a\"} trailing",
        "{\"action\":\"sendmessage\",\"data\":NaN}",
        "{\"action\":\"sendmessage\"}",
        "[\"data\"]",
        "\"data\"",
    })
    void aBodyWithoutDataReachesNobodyAndTheSenderIsToldWhy(String body) {
        connections.add("another=");

        APIGatewayV2WebSocketResponse response = send(body);

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(endpoint.messages("another=")).isEmpty();
        assertThat(endpoint.messages(SENDER)).hasSize(1);
        JsonObject error = JsonParser.parseString(endpoint.messages(SENDER).get(0)).getAsJsonObject();
        assertThat(error.get("error").getAsString()).isEqualTo(response.getBody()).contains("JSON");
    }

    @Test
    void aConnectionThatIsNotReachedIsABadGatewayWithTheReport() {
        connections.add("another=");
        endpoint.fail("another=", 403);

        APIGatewayV2WebSocketResponse response = send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

        assertThat(response.getStatusCode()).isEqualTo(502);
        assertThat(response.getBody()).startsWith("{\"recipients\":2,\"delivered\":1,\"gone\":0,"
                + "\"failed\":{\"403\":1},\"retries\":0,\"millis\":");
    }

    @Test
    void aBroadcastLogsOneLineWithItsLevelAndSenderAndNothingOfTheMessage() throws Exception {
        String message = "{\"action\":\"sendmessage\",\"data\":\"Hello World\"}";
        String reached = FunctionLog.of(() -> send(message));
        endpoint.fail(SENDER, 403);
        String failed = FunctionLog.of(() -> send(message));

        assertThat(reached.strip()).hasLineCount(1).contains("\"delivered\":1", "\"level\":\"INFO\"",
                "\"sender\":\"" + SENDER + "\"").doesNotContain("Hello");
        assertThat(failed.strip()).hasLineCount(1).contains("\"failed\":{\"403\":1}", "\"level\":\"ERROR\"");
    }

    @Test
    void aSenderWhoCannotBeToldWhatIsWrongIsInTheLog() throws Exception {
        endpoint.fail(SENDER, 410);

        assertThat(FunctionLog.of(() -> send("Hello World"))).contains("The message is not JSON.", SENDER, "410")
                .doesNotContain("Hello");
    }

    @Test
    void theErrorsExampleIsAMessageThatWorks() {
        send("Hello World");
        JsonObject error = JsonParser.parseString(endpoint.messages(SENDER).get(0)).getAsJsonObject();

        assertThat(send(error.get("example").toString()).getStatusCode()).isEqualTo(200);
    }

    private APIGatewayV2WebSocketResponse send(String body) {
        APIGatewayV2WebSocketEvent event = EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class);
        event.setBody(body);
        return handler.handleRequest(event, LambdaContext.withTimeLeft(Duration.ofSeconds(29)));
    }
}
