package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client sees of a CDK app that the library has never heard of. */
class CdkAppTest {
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.start(TestApp::create, TestApp.options());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static String message(String what, String text) {
        return "{\"do\":{\"what\":\"" + what + "\"},\"text\":\"" + text + "\"}";
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(local.page() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aRouteIsServed() throws Exception {
        JsonObject event = Client.connect(local).send(message("echo", "hello")).receiveJson();

        assertThat(event.get("body").getAsString()).isEqualTo(message("echo", "hello"));
        assertThat(event.getAsJsonObject("requestContext").get("routeKey").getAsString()).isEqualTo("echo");
    }

    @Test
    void theAppIsToldTheGatewaysIssuer() throws Exception {
        assertThat(Client.connect(local).send(message("misbehave", "")).receive())
                .contains(" http://localhost:" + local.endpoint().getPort() + "/_local/issuer ");
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
    void aConnectThatThrowsIsABadGateway() {
        assertThat(Client.refused(local, "?throw")).isEqualTo(502);
    }

    @Test
    void aConnectionIsGoneUntilItsConnectHasAnswered() {
        Client client = Client.connecting(local, "?post").join();

        assertThat(client.subprotocol()).isEmpty();
    }

    @Test
    void thePageIsServed() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/_local/config").body()).contains("\"routes\":[\"$connect\",\"$disconnect\",\"echo\"",
                "\"region\":\"eu-west-1\"");
        assertThat(get("/nothing.js").statusCode()).isEqualTo(403);
    }

    @Test
    void aTakenPortIsOneClearLine() {
        int port = local.endpoint().getPort();

        assertThatIllegalStateException()
                .isThrownBy(() -> LocalGateway.start(TestApp::create, Options.DEFAULT.withPort(port)))
                .withMessageStartingWith("Port " + port + " cannot be used: Address already in use")
                .withMessageEndingWith(". Another one: mvn -Plocal -Dport=" + (port + 1))
                .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
    }
}
