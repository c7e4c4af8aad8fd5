package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendMessageHandlerTest {
    private static final String SENDER = "VWi0WdQt0kwCFHg=";

    private final Connections connections =
            new Connections(DynamoDbLocal.client(), DynamoDbLocal.createTable(DynamoDbLocal.client().build()));
    private CallbackEndpoint endpoint;
    private SendMessageHandler handler;

    @BeforeEach
    void start() throws IOException {
        endpoint = new CallbackEndpoint();
        handler = new SendMessageHandler(new PublishHandler(
                connections, endpoint.url(), null, null, 1_000));
        connections.add(SENDER, null);
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void everyConnectionGetsTheMessageAndTheSenderToo() {
        connections.add("another=", null);

        Map<String, Object> response = send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

        assertThat(response.get("statusCode")).isEqualTo(200);
        assertThat(response.get("body")).isEqualTo("Message sent");
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
        assertThat(send("{\"action\":\"sendmessage\",\"data\":" + data + "}").get("statusCode")).isEqualTo(200);

        assertThat(endpoint.messages(SENDER)).containsExactly(message);
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
        connections.add("another=", null);

        Map<String, Object> response = send(body);

        assertThat(response.get("statusCode")).isEqualTo(400);
        assertThat(endpoint.messages("another=")).isEmpty();
        assertThat(endpoint.messages(SENDER)).hasSize(1);
        JsonObject error = JsonParser.parseString(endpoint.messages(SENDER).get(0)).getAsJsonObject();
        assertThat(error.get("error").getAsString()).isEqualTo(response.get("body")).contains("JSON");
    }

    @Test
    void aConnectionThatIsNotReachedIsABadGatewayWithTheReport() {
        connections.add("another=", null);
        endpoint.fail("another=", 403);

        Map<String, Object> response = send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

        assertThat(response.get("statusCode")).isEqualTo(502);
        assertThat((String) response.get("body")).contains("Delivered=1,", "Failed: 403=1");
    }

    @Test
    void aSenderWhoCannotBeToldWhatIsWrongIsInTheLog() throws Exception {
        endpoint.fail(SENDER, 410);

        assertThat(FunctionLog.of(() -> send("Hello World")))
                .contains(SENDER, "\"Gone\":1").doesNotContain("Hello");
    }

    @Test
    void theLogHasWhoTheAuthorizerSaysHasSent() throws Exception {
        APIGatewayV2WebSocketEvent event = EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class);
        event.getRequestContext().setAuthorizer(Map.of("principalId", "alice"));

        String log = FunctionLog.of(() ->
                handler.handleRequest(event, LambdaContext.withTimeLeft(Duration.ofSeconds(29))));

        assertThat(log).contains("\"principalId\":\"alice\"");
    }

    @Test
    void theErrorsExampleIsAMessageThatWorks() {
        send("Hello World");
        JsonObject error = JsonParser.parseString(endpoint.messages(SENDER).get(0)).getAsJsonObject();

        assertThat(send(error.get("example").toString()).get("statusCode")).isEqualTo(200);
    }

    private Map<String, Object> send(String body) {
        APIGatewayV2WebSocketEvent event = EventLoader.loadEvent("sendmessage.json", APIGatewayV2WebSocketEvent.class);
        event.setBody(body);
        return handler.handleRequest(event, LambdaContext.withTimeLeft(Duration.ofSeconds(29)));
    }
}
