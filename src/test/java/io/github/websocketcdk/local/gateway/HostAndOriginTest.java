package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import io.github.websocketcdk.local.Options;
import io.github.websocketcdk.local.gateway.RawClient.Answer;
import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose requests the port of a developer answers. */
class HostAndOriginTest {
    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = ScriptedApi.start(directory, Options.DEFAULT.withAllowedOrigins(List.of("https://app.example.com")));
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static Answer get(LocalGateway gateway, String path, String host) throws Exception {
        return RawClient.request(gateway, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost.evil.example", "null", "https://app.example.com:1",
        "http://127.0.0.1.nip.io", "file://"})
    void aPageFromElsewhereIsRefusedAndInTheLog(String origin) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Answer answer = RawClient.handshake(local, "/dev", "Origin: " + origin + "\r\n");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).containsEntry("x-amzn-errortype", "ForbiddenException");
            LogLine line = log.await(Log.LOCAL, "Forbidden: GET /dev of a page from " + origin);
            assertThat(line.message()).endsWith("To allow it: -DallowedOrigin=" + origin);
        }
    }

    @Test
    void aPageFromElsewhereCannotPostEither() throws Exception {
        assertThat(RawClient.request(local, "POST /dev/@connections/VWi0WdQt0kwCFHg= HTTP/1.1\r\nHost: localhost\r\n"
                + "Origin: http://evil.example\r\nContent-Length: 0\r\n\r\n").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://localhost", "http://127.0.0.1:8080", "http://[::1]:8080",
        "https://app.example.com"})
    void aPageOfThisMachineConnectsAndSoDoesOneThatIsAllowed(String origin) throws Exception {
        assertThat(RawClient.handshake(local, "/dev", "Origin: " + origin + "\r\n").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({"/", "/dev", "/dev/@connections/VWi0WdQt0kwCFHg=", "/_local/config"})
    void anotherHostIsRefusedOnEachPath(String path) throws Exception {
        try (LogLines log = new LogLines(local)) {
            assertThat(get(local, path, "evil.example").status()).isEqualTo(403);
            log.await(Log.LOCAL, "Forbidden: GET " + path + " with the Host evil.example");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "localhost:3001"})
    void thisMachineIsKnownByItsNames(String host) throws Exception {
        assertThat(get(local, "/dev/@connections/VWi0WdQt0kwCFHg=", host).status()).isEqualTo(410);
    }

    @Test
    void bothAddressesOfLocalhostAnswer() throws Exception {
        for (String address : List.of("127.0.0.1", "::1")) {
            // A container may have no IPv6.
            if (NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null) {
                try (RawClient client = new RawClient(address, local)) {
                    assertThat(client.send("GET /dev HTTP/1.1\r\nHost: localhost\r\n\r\n").answer().status())
                            .isEqualTo(426);
                }
            }
        }
    }

    @Test
    void anotherAddressIsListenedOnWhenToldAndTheLogSaysSo(@TempDir Path other) throws Exception {
        try (LocalGateway open = ScriptedApi.start(other, Options.DEFAULT.withHost("0.0.0.0"));
                RawClient client = new RawClient(open)) {
            assertThat(client.send("GET /dev HTTP/1.1\r\nHost: my-container:3001\r\n\r\n").answer().status())
                    .isEqualTo(426);
            assertThat(RawClient.request(open, "GET / HTTP/1.1\r\nHost: my-container\r\nOrigin: http://evil.example"
                    + "\r\n\r\n").status()).isEqualTo(403);
            assertThat(RawClient.request(open, "GET / HTTP/1.1\r\nHost: my-container\r\nOrigin: http://my-container"
                    + "\r\n\r\n").status()).isEqualTo(200);
            assertThat(Client.refused(open, "")).isEqualTo(101);
            assertThat(open.log().lines()).anySatisfy(line -> assertThat(line.message())
                    .contains("Listens on 0.0.0.0", "whoever reaches it can use the API"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no host", ""})
    void anAddressThatIsNoneOfThisMachineIsNamed(String host, @TempDir Path other) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ScriptedApi.start(other, Options.DEFAULT.withHost(host)))
                .withMessage("host '" + host + "' is not an address of this machine. Example: 0.0.0.0, for all that it "
                        + "has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com", "https://app.example.com/", "*", ""})
    void whatIsNoOriginIsNamed(String origin, @TempDir Path other) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ScriptedApi.start(other, Options.DEFAULT.withAllowedOrigins(List.of(origin))))
                .withMessage("allowedOrigin '" + origin + "' is not an origin: scheme, host and port alone, or null. "
                        + "Example: https://app.example.com");
    }

    @Test
    void withoutThatNoOtherAddressAnswers() {
        assertThat(local.log().lines()).noneSatisfy(line -> assertThat(line.message()).contains("Listens on"));
    }
}
