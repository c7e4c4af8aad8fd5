package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees of a stack that local has never heard of. */
class LocalBehaviourTest {

    private static final String INTERNAL_SERVER_ERROR = "Internal server error";

    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.start(TestApp::create, TestApp.options());
    }

    @AfterAll
    static void stop() throws Exception {
        local.close();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().command().orElse("").contains("java")) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static String message(String what, String text) {
        return "{\"do\":{\"what\":\"" + what + "\"},\"text\":\"" + text + "\"}";
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(local.page() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aRouteOfAnyStackIsServed() throws Exception {
        JsonObject event = Client.connect(local).send(message("echo", "hello")).receiveJson();

        assertThat(event.get("body").getAsString()).isEqualTo(message("echo", "hello"));
        JsonObject context = event.getAsJsonObject("requestContext");
        assertThat(context.keySet()).contains("routeKey", "eventType", "messageId", "extendedRequestId", "requestId",
                "requestTime", "requestTimeEpoch", "messageDirection", "stage", "connectedAt", "connectionId", "apiId",
                "domainName", "identity");
        assertThat(context.get("routeKey").getAsString()).isEqualTo("echo");
        assertThat(context.get("eventType").getAsString()).isEqualTo("MESSAGE");
        assertThat(context.get("connectionId").getAsString()).endsWith("=");
        assertThat(event.has("headers")).isFalse();
    }

    @Test
    void anIntegrationWithAnAliasRunsItsFunction() throws Exception {
        assertThat(Client.connect(local).send(message("aliased", "hello")).receive()).contains("aliased");
    }

    @Test
    void whatAHandlerReturnsStaysHereWithoutARouteResponse() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local).send(message("silent", "first"));
            log.await("Echo", "Duration");

            assertThat(client.send(message("echo", "second")).receive()).contains("second");
        }
    }

    @Test
    void aMessageWithoutARouteIsForbidden() throws Exception {
        Client client = Client.connect(local);
        for (String message : new String[] {message("unknown", ""), message("$connect", ""), "no json", "[1]", ""}) {
            JsonObject answer = client.send(message).receiveJson();
            assertThat(answer.get("message").getAsString()).isEqualTo("Forbidden");
            assertThat(answer.keySet()).contains("connectionId", "requestId");
        }
    }

    @Test
    void connectRefusesWithItsStatus() {
        assertThat(Client.refused(local, "?status=401")).isEqualTo(401);
        assertThat(Client.refused(local, "?status=403")).isEqualTo(403);
    }

    @Test
    void aConnectThatThrowsIsABadGateway() {
        assertThat(Client.refused(local, "?throw")).isEqualTo(502);
    }

    @Test
    void aConnectionIsGoneUntilItsConnectHasAnswered() {
        Client client = Client.connecting(local, "?post").join();

        assertThat(client.subprotocol()).isEmpty();
    }

    @Test
    void aSubprotocolIsEchoedWhenConnectSaysSo() {
        assertThat(Client.connecting(local, "?protocol=chat", "chat").join().subprotocol()).isEqualTo("chat");
        assertThat(Client.connecting(local, "", "chat").join().subprotocol()).isEmpty();
    }

    @Test
    void connectGetsHeadersAndQuery() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client.connecting(local, "?room=a&room=b%20c&local-client=x").join();

            String event = log.await("Connect", "room=").message();
            assertThat(event).contains("queryStringParameters={room=b c}", "room=[a, b c]", "Sec-WebSocket-Key=",
                    "X-Forwarded-For=127.0.0.1", "routeKey=$connect", "eventType=CONNECT")
                    .doesNotContain("local-client");
        }
    }

    @Test
    void disconnectIsToldTheCloseCode() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client.connect(local).close(4001);

            assertThat(log.await("Disconnect", "disconnectStatusCode=4001").message())
                    .contains("DISCONNECT", "eventType=DISCONNECT", "routeKey=$disconnect", "disconnectReason=");
        }
    }

    @Test
    void aBinaryFrameClosesWith1003() {
        assertThat(Client.connect(local).sendBinary().closeCode()).isEqualTo(1003);
    }

    @Test
    void aMessageOver128KilobytesClosesWith1009() {
        assertThat(Client.connect(local).send("x".repeat(128 * 1024 + 1)).closeCode()).isEqualTo(1009);
    }

    @Test
    void aMessageOf128KilobytesInSmallFramesIsAMessage() throws Exception {
        assertThat(Client.connect(local).send("x".repeat(128 * 1024)).receive()).contains("Forbidden");
    }

    @Test
    void aFrameOver32KilobytesClosesWith1009() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", local.endpoint().getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream output = socket.getOutputStream();
            output.write(("GET /test HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream input = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) input.read());
            }
            output.write(ByteBuffer.allocate(32 * 1024 + 15)
                    .put((byte) 0x81).put((byte) 0xFF).putLong(32 * 1024 + 1).array());
            output.flush();

            assertThat(head.toString()).startsWith("HTTP/1.1 101");
            assertThat(input.read()).isEqualTo(0x88);
            input.read();
            assertThat((input.read() << 8) + input.read()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @CsvSource({"throw, thrown on purpose", "hang, Task timed out after 2.0 seconds", "exit, exit status 7",
        "memory, OutOfMemoryError"})
    void aHandlerThatFailsIsAnErrorAndTheNextMessageWorks(String how, String logged) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local).send(message("misbehave", how));

            assertThat(client.receiveJson().get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
            log.await("Misbehave", logged);
            assertThat(client.send(message("misbehave", "")).receive()).contains("COLOR");
        }
    }

    @Test
    void aConstructorThatThrowsIsAnErrorEachTime() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local);
            for (int i = 0; i < 2; i++) {
                client.send(message("construct", ""));
                assertThat(client.receiveJson().get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
                log.await("NotConstructible", "thrown in the constructor");
            }
        }
    }

    @Test
    void aFunctionKnowsItsOwnEnvironmentAndClasspathOnly() throws Exception {
        String answer = Client.connect(local).send(message("misbehave", "")).receive();

        assertThat(answer).contains("COLOR", "AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "_HANDLER")
                .contains("aws-lambda-java-core-", "aws-crt-")
                .doesNotContain("HOME", "jetty", "DynamoDBLocal", "functions.jar");
    }

    @Test
    void thePageIsForThisMachineOnly() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/_local/config").body()).contains("\"routes\":[\"$connect\",\"$disconnect\",\"aliased\"",
                "\"region\":\"eu-west-1\"");
        assertThat(get("/nothing.js").statusCode()).isEqualTo(403);
        try (Socket socket = new Socket("127.0.0.1", local.endpoint().getPort())) {
            socket.getOutputStream().write("GET /_local/config HTTP/1.0\r\nHost: example.com\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403").doesNotContain("eu-west-1");
        }
    }

    @Test
    void messagesOfOneConnectionRunAtTheSameTime() throws Exception {
        Client client = Client.connect(local).send(message("patient", "hang")).send(message("patient", ""));

        assertThat(client.receive()).contains("COLOR");
    }

    @Test
    void aTakenPortIsOneClearLine() {
        Options taken = Options.DEFAULT.withPort(local.endpoint().getPort());

        assertThat(CompletableFuture.supplyAsync(() -> {
            try {
                return LocalGateway.start(TestApp::create, taken).toString();
            } catch (Exception e) {
                return e.getMessage();
            }
        }).join()).startsWith("Port " + local.endpoint().getPort() + " cannot be used: Address already in use")
                .endsWith(". Another one: mvn -Plocal -Dport=" + (local.endpoint().getPort() + 1)).hasLineCount(1);
    }
}
