package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.gateway.RawClient.Frame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the table of the quotas of WebSocket APIs limits, in both directions. */
class QuotasTest {
    private static final int KB = 1024;
    /** The reported cases: 3 of 15 were closed with 1006, and 8 of 15. */
    private static final int TIMES = 20;

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

    @Test
    void aUrlHas4096Characters() throws Exception {
        String query = "?q=" + "x".repeat(4_096 - "http://localhost/dev?q=".length());

        assertThat(RawClient.handshake(local, "/dev" + query, "").status()).isEqualTo(101);
        assertThat(RawClient.handshake(local, "/dev" + query + "x", "").status()).isEqualTo(414);
    }

    @ParameterizedTest
    @ValueSource(ints = {32 * KB + 1, 40 * KB, 140 * KB, 300 * KB, 4_000 * KB})
    void aFrameOver32KilobytesClosesWith1009Always(int size) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (RawClient client = RawClient.open(local)) {
                Frame close = client.send(RawClient.frame(true, true, size)).frame();

                assertThat(close.opcode()).isEqualTo(8);
                assertThat(close.closeCode()).isEqualTo(1009);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128 * KB + 1, 140 * KB, 300 * KB, 1_000 * KB})
    void aMessageOver128KilobytesClosesWith1009Always(int size) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            // Sends frames of 16 KB.
            assertThat(Client.connect(local).trySend("x".repeat(size)).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageOf128KilobytesInFramesOf32Arrives() throws Exception {
        try (RawClient client = RawClient.open(local)) {
            for (int i = 0; i < 4; i++) {
                client.send(RawClient.frame(i == 0, i == 3, 32 * KB));
            }

            assertThat(new String(client.frame().payload(), StandardCharsets.UTF_8)).contains("Forbidden");
        }
    }

    @Test
    void aBinaryFrameClosesWith1003() {
        assertThat(Client.connect(local).sendBinary().closeCode()).isEqualTo(1003);
    }

    @Test
    void aPostOf128KilobytesArrivesInFramesOfAtMost32() throws Exception {
        try (RawClient client = RawClient.open(local)) {
            client.send(RawClient.text("{\"action\":\"twoway\"}"));
            String event = new String(client.frame().payload(), StandardCharsets.UTF_8);
            String id = event.replaceAll(".*\"connectionId\":\"([^\"]*)\".*", "$1");
            String message = "ü".repeat(64 * KB);

            assertThat(post(id, message)).isEqualTo(200);
            StringBuilder received = new StringBuilder();
            while (received.length() < message.length()) {
                Frame frame = client.frame();
                assertThat(frame.payload()).hasSizeLessThanOrEqualTo(32 * KB);
                received.append(new String(frame.payload(), StandardCharsets.UTF_8));
            }
            assertThat(received.toString()).isEqualTo(message);
            assertThat(post(id, message + "x")).isEqualTo(413);
        }
    }

    private static int post(String id, String message) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create(local.callbackUrl() + "/@connections/" + id.replace("=", "%3D")))
                .POST(BodyPublishers.ofString(message)).build(), BodyHandlers.discarding()).statusCode();
    }
}
