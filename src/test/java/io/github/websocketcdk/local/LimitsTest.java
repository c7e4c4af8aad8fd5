package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.gateway.Quotas;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What ends a connection, an integration and a process without anybody asking. */
class LimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);

    private static LocalGateway start(Duration idleTimeout, Duration lifetime, Duration integrationTimeout)
            throws Exception {
        return LocalGateway.start(TestApp::createWithDefault,
                Options.DEFAULT.withQuotas(new Quotas(idleTimeout, lifetime, integrationTimeout)));
    }

    @Test
    void anIdleConnectionCloses() throws Exception {
        try (LocalGateway local = start(SHORT, LONG, LONG); LogLines log = new LogLines(local)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
            log.await("Disconnect", "disconnectStatusCode=1001");
        }
    }

    @Test
    void anyConnectionClosesAfterItsLifetime() throws Exception {
        try (LocalGateway local = start(LONG, SHORT, LONG)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void theGatewayDoesNotWaitForAnIntegrationForEver() throws Exception {
        try (LocalGateway local = start(LONG, LONG, Duration.ofSeconds(3)); LogLines log = new LogLines(local)) {
            Client client = Client.connecting(local, "").handle((opened, refused) -> opened).join();
            if (client == null) {
                // The first $connect took longer than that to start.
                log.await("Connect", "Duration");
                client = Client.connect(local);
            }
            JsonObject answer = client.send("{\"do\":{\"what\":\"patient\"},\"text\":\"hang\"}").receiveJson();

            assertThat(answer.get("message").getAsString()).isEqualTo("Endpoint request timed out");
            assertThat(Client.refused(local, "?hang")).isEqualTo(504);
        }
    }

    @Test
    void whatHasNoRouteOfItsOwnGoesToDefault() throws Exception {
        try (LocalGateway local = start(LONG, LONG, LONG)) {
            Client client = Client.connect(local);
            for (String message : List.of("no json", "[1]", "{\"do\":{\"what\":\"unknown\"}}", "{\"do\":1}")) {
                JsonObject event = client.send(message).receiveJson();
                assertThat(event.get("body").getAsString()).isEqualTo(message);
                assertThat(event.getAsJsonObject("requestContext").get("routeKey").getAsString()).isEqualTo("$default");
            }
        }
    }

    @Test
    void whatIsStoppedLeavesNothingBehind() throws Exception {
        LocalGateway local = start(LONG, LONG, LONG);
        Path directory = local.directory();
        Client.connect(local);
        local.close();

        assertThat(Files.exists(directory)).isFalse();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().arguments().map(a -> String.join(" ", a)).orElse("").contains(directory.toString())) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }
}
