package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import io.github.websocketcdk.local.gateway.RawClient.Answer;
import io.github.websocketcdk.local.log.LogLine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes that cannot succeed, and those whose client does not wait. */
class HandshakeTest {
    private static final String CONNECT = "\"eventType\":\"CONNECT\"";
    private static final String DISCONNECT = "\"eventType\":\"DISCONNECT\"";
    /** The reported case: 15 of 30 left a row. */
    private static final int ABORTED = 30;

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

    @ParameterizedTest
    @CsvSource({"Sec-WebSocket-Version: 13, 426", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==, 400",
        "Connection: Upgrade, 400", "Upgrade: websocket, 426"})
    void aHandshakeThatLacksAHeaderIsRefusedBeforeConnectRuns(String missing, int status) throws Exception {
        refused(RawClient.HANDSHAKE.replace(missing + "\r\n", ""), status);
    }

    @ParameterizedTest
    @CsvSource({"Version: 13, Version: 8, 426", "Key: AAAAAAAAAAAAAAAAAAAAAA==, Key: AAAA, 400",
        "Key: AAAAAAAAAAAAAAAAAAAAAA==, Key: ?, 400", "Upgrade: websocket, Upgrade: h2c, 426"})
    void aHandshakeWithAnotherValueIsRefusedBeforeConnectRuns(String expected, String sent, int status)
            throws Exception {
        refused(RawClient.HANDSHAKE.replace(expected, sent), status);
    }

    private static void refused(String headers, int status) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Answer answer = RawClient.request(local, "GET /dev HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).containsEntry("x-amzn-errortype", "BadRequestException");
            assertThat(answer.json().has("message")).isTrue();
            // The next one is the first that $connect hears of.
            RawClient.handshake(local, "/dev?next", "");
            assertThat(log.await(ScriptedApi.FUNCTION, CONNECT).message()).contains("\"next\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD"})
    void aHandshakeIsAGet(String method) throws Exception {
        assertThat(RawClient.request(local, method + " /dev HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + RawClient.HANDSHAKE + "\r\n").status()).isEqualTo(426);
    }

    @Test
    void aClientThatIsGoneWhenConnectHasAnsweredGetsItsDisconnect() throws Exception {
        try (LogLines log = new LogLines(local);
                ServerSocket gate = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < ABORTED; i++) {
                try (RawClient client = new RawClient(local)) {
                    client.send("GET /dev?gate=" + gate.getLocalPort() + " HTTP/1.1\r\nHost: localhost\r\n"
                            + RawClient.HANDSHAKE + "\r\n");
                    LogLine connect = log.await(ScriptedApi.FUNCTION, CONNECT);
                    Socket held = gate.accept();
                    if (i % 2 == 0) {
                        client.close();
                    } else {
                        client.reset();
                    }
                    held.close();

                    assertThat(log.await(ScriptedApi.FUNCTION, DISCONNECT).message())
                            .contains(connect.message().replaceAll(".*(\"connectionId\":\"[^\"]*\").*", "$1"));
                }
            }
        }
    }
}
