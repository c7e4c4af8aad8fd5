package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.log.LogLine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whose a log line is. */
class OriginTest {
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.start(TestApp::create, TestApp.options());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void whatAHandlerPrintsHasItsInvocationAndConnection() throws Exception {
        JsonObject context = Client.connect(local).send("{\"do\":{\"what\":\"echo\"}}").receiveJson()
                .getAsJsonObject("requestContext");
        String connectionId = context.get("connectionId").getAsString();

        await().untilAsserted(() -> assertThat(linesOf("Connect", connectionId)).hasSize(2));
        List<LogLine> lines = linesOf("Connect", connectionId);

        assertThat(lines).extracting(LogLine::message).anyMatch(message -> message.startsWith("CONNECT "))
                .anyMatch(message -> message.startsWith("RequestId: " + lines.get(0).origin().requestId()));
        assertThat(lines).extracting(line -> line.origin().requestId()).containsOnly(lines.get(0).origin().requestId());
    }

    @Test
    void whatAHandlerThrowsHasItsInvocationAndConnection() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local).send("{\"do\":{\"what\":\"misbehave\"},\"text\":\"throw\"}");
            String connectionId = client.receiveJson().get("connectionId").getAsString();

            assertThat(log.await("Misbehave", "thrown on purpose").origin().connectionId()).isEqualTo(connectionId);
        }
    }

    @Test
    void aProcessThatEndsIsTheLastOfItsInvocation() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local).send("{\"do\":{\"what\":\"misbehave\"},\"text\":\"exit\"}");
            String connectionId = client.receiveJson().get("connectionId").getAsString();

            assertThat(log.await("Misbehave", "exit status 7").origin().connectionId()).isEqualTo(connectionId);
        }
    }

    private static List<LogLine> linesOf(String function, String connectionId) {
        return local.log().lines().stream()
                .filter(line -> line.function().equals(function))
                .filter(line -> connectionId.equals(line.origin().connectionId()))
                .toList();
    }
}
