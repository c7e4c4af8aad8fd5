package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import io.github.websocketcdk.local.log.Log;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions get of a connection. */
class EventsTest {
    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = ScriptedApi.start(directory);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    /** The next event that has a text. */
    private static JsonObject event(LogLines log, String text) throws InterruptedException {
        return JsonParser.parseString(log.await(ScriptedApi.FUNCTION, text)
                .message().substring("EVENT ".length())).getAsJsonObject();
    }

    /** The event of {@code $connect} for a handshake. */
    private static JsonObject connect(String path, String host, String headers) throws Exception {
        try (LogLines log = new LogLines(local)) {
            RawClient.request(local, "GET " + path + " HTTP/1.1\r\n" + host + RawClient.HANDSHAKE + headers + "\r\n");
            return event(log, "\"eventType\":\"CONNECT\"");
        }
    }

    private static JsonObject connect(String headers) throws Exception {
        return connect("/dev", "Host: localhost:3001\r\n", headers);
    }

    @Test
    void headersAreNamedAsTheClientNamesThem() throws Exception {
        JsonObject headers = connect("authorization: Bearer x\r\nCOOKIE: a=b\r\nX-cUsToM: 1\r\nACCEPT: */*\r\n"
                + "user-agent: test\r\n").getAsJsonObject("headers");

        assertThat(headers.keySet()).contains("authorization", "COOKIE", "X-cUsToM", "ACCEPT", "user-agent", "Host",
                "Sec-WebSocket-Key").doesNotContain("Authorization", "Cookie", "Accept", "User-Agent");
    }

    @Test
    void aHeaderThatIsSentTwiceIsThereTwice() throws Exception {
        JsonObject event = connect("x-a: 1\r\nx-a: 2\r\n");

        assertThat(event.getAsJsonObject("headers").get("x-a").getAsString()).isEqualTo("2");
        assertThat(event.getAsJsonObject("multiValueHeaders").get("x-a")).hasToString("[\"1\",\"2\"]");
    }

    @ParameterizedTest
    @CsvSource({"'', X-Forwarded-For, 127.0.0.1",
        "'x-forwarded-for: 10.0.0.1\r\n', x-forwarded-for, '10.0.0.1, 127.0.0.1'",
        "'X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\n', X-Forwarded-For, '10.0.0.1, 10.0.0.2, 127.0.0.1'"})
    void theClientsAddressIsAddedToThoseThatItSends(String sent, String name, String value) throws Exception {
        JsonObject event = connect(sent);

        assertThat(event.getAsJsonObject("headers").get(name).getAsString()).isEqualTo(value);
        assertThat(event.getAsJsonObject("multiValueHeaders").get(name)).hasToString("[\"" + value + "\"]");
    }

    @Test
    void portAndProtocolAreTheGatewaysOwn() throws Exception {
        JsonObject headers =
                connect("X-Forwarded-Port: 443\r\nX-Forwarded-Proto: https\r\n").getAsJsonObject("headers");

        assertThat(headers.get("X-Forwarded-Port").getAsString()).isEqualTo("3001");
        assertThat(headers.get("X-Forwarded-Proto").getAsString()).isEqualTo("http");
    }

    @ParameterizedTest
    @CsvSource({"Host: localhost", "Host: 127.0.0.1", "Host: [::1]"})
    void thePortIsANumberAlsoWhereHostHasNone(String host) throws Exception {
        assertThat(connect("/dev", host + "\r\n", "").getAsJsonObject("headers").get("X-Forwarded-Port").getAsString())
                .isEqualTo(String.valueOf(local.endpoint().getPort()));
    }

    @Test
    void aHandshakeWithoutHostIsABadRequest() throws Exception {
        assertThat(RawClient.request(local, "GET /dev HTTP/1.1\r\n" + RawClient.HANDSHAKE + "\r\n").status())
                .isEqualTo(400);
        assertThat(RawClient.request(local, "GET /dev HTTP/1.0\r\n" + RawClient.HANDSHAKE + "\r\n").status())
                .isEqualTo(426);
        assertThat(RawClient.request(local, "GET /dev HTTP/1.1\r\nHost:\r\n" + RawClient.HANDSHAKE + "\r\n").status())
                .isLessThan(500);
    }

    @Test
    void queryParametersAreThereInBothForms() throws Exception {
        JsonObject event = connect("/dev?room=a&room=b%20c&local-client=x", "Host: localhost\r\n", "");

        assertThat(event.get("queryStringParameters")).hasToString("{\"room\":\"b c\"}");
        assertThat(event.get("multiValueQueryStringParameters")).hasToString("{\"room\":[\"a\",\"b c\"]}");
    }

    @Test
    void whatTheTemplateSetsIsInTheEvent() throws Exception {
        JsonObject event = connect("");

        assertThat(event.get("stageVariables")).hasToString("{\"color\":\"green\"}");
        JsonObject context = event.getAsJsonObject("requestContext");
        assertThat(context.get("operationName").getAsString()).isEqualTo("Enter");
        assertThat(context.get("routeKey").getAsString()).isEqualTo("$connect");
        assertThat(context.get("stage").getAsString()).isEqualTo("dev");
    }

    @Test
    void aMessageHasAnIdAndNoHeaders() throws Exception {
        JsonObject event = Client.connect(local).send("{\"action\":\"twoway\"}").receiveJson();

        assertThat(event.keySet()).containsExactlyInAnyOrder("requestContext", "stageVariables", "body",
                "isBase64Encoded");
        assertThat(event.get("body").getAsString()).isEqualTo("{\"action\":\"twoway\"}");
        assertThat(event.getAsJsonObject("requestContext").keySet()).containsExactlyInAnyOrder("routeKey", "messageId",
                "eventType", "extendedRequestId", "requestTime", "messageDirection", "stage", "connectedAt",
                "requestTimeEpoch", "identity", "requestId", "domainName", "connectionId", "apiId");
    }

    @Test
    void aCloseHasItsStatusCode() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client.connect(local).close(4001);
            JsonObject event = event(log, "\"disconnectStatusCode\":4001");

            assertThat(event.getAsJsonObject("headers").keySet())
                    .containsExactly("Host", "x-api-key", "X-Forwarded-For", "x-restapi");
            assertThat(event.getAsJsonObject("requestContext").get("eventType").getAsString()).isEqualTo("DISCONNECT");
            assertThat(event.getAsJsonObject("requestContext").get("disconnectReason").getAsString()).isEmpty();
        }
    }

    @Test
    void aClientThatIsGoneWithoutACloseFrameIsSaidToBeLost() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local);
            String id = client.send("{\"action\":\"twoway\"}").receiveJson().getAsJsonObject("requestContext")
                    .get("connectionId").getAsString();
            client.drop();

            assertThat(log.await(Log.LOCAL, id).message())
                    .isEqualTo(id + " is closed: connection lost, no close frame");
        }
    }
}
