package io.github.websocketcdk.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A debugger finds each function at the port where it was the last time. */
class DebugPortsTest {
    private final Log log = new Log();

    @Test
    void eachFunctionHasItsOwnAtEveryStart() {
        DebugPorts first = new DebugPorts(log);
        int connect = first.port("Connect");
        int sendMessage = first.port("SendMessage");
        DebugPorts second = new DebugPorts(log);

        assertThat(List.of(second.port("Connect"), second.port("SendMessage"), second.port("Connect")))
                .isEqualTo(List.of(connect, sendMessage, connect));
        assertThat(connect).isNotEqualTo(sendMessage);
    }

    @Test
    void aTakenOneIsSaidAndAnotherOneUsed() throws Exception {
        int port = new DebugPorts(log).port("Connect");
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(taken.isBound()).isTrue();
            assertThat(new DebugPorts(log).port("Connect")).isZero();
            assertThat(log.lines()).extracting(LogLine::message)
                    .contains("Connect: port " + port + " is taken; its debugger is at another one");
        }
    }
}
