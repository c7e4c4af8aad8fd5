package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import io.github.websocketcdk.local.Options;
import io.github.websocketcdk.local.gateway.RawClient.Answer;
import io.github.websocketcdk.local.log.Log;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a connection and an integration without anybody asking. */
class TimeoutsTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private LocalGateway start(Duration idleTimeout, Duration lifetime, Duration integrationTimeout) throws Exception {
        return ScriptedApi.start(directory,
                Options.DEFAULT.withQuotas(new Quotas(idleTimeout, lifetime, integrationTimeout)));
    }

    @Test
    void anIdleConnectionCloses() throws Exception {
        try (LocalGateway local = start(SHORT, LONG, LONG); LogLines log = new LogLines(local)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
            log.await(ScriptedApi.FUNCTION, "\"disconnectStatusCode\":1001");
        }
    }

    @Test
    void anyConnectionClosesAfterItsLifetime() throws Exception {
        try (LocalGateway local = start(LONG, SHORT, LONG)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void anIntegrationHasItsOwnTimeUnlessSomebodyDebugs() {
        Duration own = Duration.ofSeconds(5);

        assertThat(Quotas.DEFAULT.integrationTimeout(own)).isEqualTo(own);
        assertThat(Quotas.DEFAULT.integrationTimeout(null)).isEqualTo(Duration.ofSeconds(29));
        assertThat(Quotas.DEFAULT.withIntegrationTimeout(LONG).integrationTimeout(own)).isEqualTo(LONG);
    }

    @Test
    void theGatewayDoesNotWaitForAnIntegrationForEver() throws Exception {
        try (LocalGateway local = start(LONG, LONG, Duration.ofSeconds(3)); LogLines log = new LogLines(local);
                ServerSocket gate = new ServerSocket(0, 2, InetAddress.getByName("127.0.0.1"))) {
            Client client = Client.connecting(local, "").handle((opened, refused) -> opened).join();
            if (client == null) {
                // The first $connect took longer than that to start.
                log.await(ScriptedApi.FUNCTION, "Duration");
                client = Client.connect(local);
            }
            client.send("{\"action\":\"oneway\",\"gate\":\"" + gate.getLocalPort() + "\"}");

            assertThat(client.receiveJson().get("message").getAsString()).isEqualTo("Endpoint request timed out");
            log.await(Log.LOCAL, "oneway: no answer within 3 s");
            Answer refused = RawClient.handshake(local, "/dev?gate=" + gate.getLocalPort(), "");
            assertThat(refused.status()).isEqualTo(504);
            assertThat(refused.json().get("message").getAsString()).isEqualTo("Endpoint request timed out");
        }
    }
}
