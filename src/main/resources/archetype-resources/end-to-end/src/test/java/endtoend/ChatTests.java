package ${package}.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** What clients of every stage can rely on. */
abstract class ChatTests {
    abstract URI endpoint();

    @Test
    void oneSendsAndBothReceive() throws Exception {
        try (Client first = new Client(endpoint()); Client second = new Client(endpoint())) {
            first.send("{\"action\":\"sendmessage\",\"data\":\"Hello World\"}");

            assertThat(first.receive()).isEqualTo("Hello World");
            assertThat(second.receive()).isEqualTo("Hello World");
        }
    }

    @Test
    void aMessageWithoutDataIsToldWhatIsAllowed() throws Exception {
        try (Client client = new Client(endpoint())) {
            client.send("{\"action\":\"sendmessage\"}");

            assertThat(client.receive()).contains("\"error\":", "\"example\":{\"action\":\"sendmessage\"");
        }
    }

    @Test
    void aMessageWithoutARouteIsForbidden() throws Exception {
        try (Client client = new Client(endpoint())) {
            client.send("not JSON");

            assertThat(client.receive()).contains("\"message\":\"Forbidden\"");
        }
    }

    @Test
    void whoHasLeftKeepsNobodyFromAMessage() throws Exception {
        try (Client stays = new Client(endpoint())) {
            new Client(endpoint()).close();

            stays.send("{\"action\":\"sendmessage\",\"data\":\"Who is there?\"}");

            assertThat(stays.receive()).isEqualTo("Who is there?");
        }
    }
}
