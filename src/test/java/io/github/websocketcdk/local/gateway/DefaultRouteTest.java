package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route for what has none of its own. */
class DefaultRouteTest {
    @Test
    void whatHasNoRouteOfItsOwnGoesToDefault(@TempDir Path directory) throws Exception {
        try (LocalGateway local = ScriptedApi.startWithDefault(directory)) {
            Client client = Client.connect(local);
            for (String message : List.of("no json", "[1]", "", "{\"action\":\"unknown\"}", "{\"action\":1}",
                    "{\"action\":\"$connect\"}", "{\"action\":\"$disconnect\"}", "{\"action\":\"$default\"}")) {
                JsonObject event = client.send(message).receiveJson();

                assertThat(event.get("body").getAsString()).isEqualTo(message);
                assertThat(event.getAsJsonObject("requestContext").get("routeKey").getAsString()).isEqualTo("$default");
            }
        }
    }
}
