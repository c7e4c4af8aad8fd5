package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broadcast to 100,000 connections in the tests' heap, which functions/pom.xml limits to 256 MB. */
class LargeTableTest {

    private static final int ROWS = 100_000;

    private final Server dynamoDb = new Server(new InetSocketAddress("127.0.0.1", 0));
    /** For each page, in order, how many connections of the pages before it had no message when it was read. */
    private final List<Integer> notReached = new CopyOnWriteArrayList<>();
    private CallbackEndpoint endpoint;
    private ManagementApi managementApi;

    @BeforeEach
    void start() throws Exception {
        dynamoDb.setHandler(new Pages());
        dynamoDb.start();
        endpoint = new CallbackEndpoint();
        managementApi = new ManagementApi(endpoint.url(), "us-east-1", DynamoDbLocal.CREDENTIALS);
    }

    @AfterEach
    void stop() throws Exception {
        managementApi.close();
        endpoint.close();
        dynamoDb.stop();
    }

    @Test
    void everyConnectionIsReachedOnceAndAPageIsReadWhenThoseBeforeItArePosted() throws Exception {
        Connections connections =
                new Connections(DynamoDbLocal.client().endpointOverride(dynamoDb.getURI()), "Connections");

        JsonObject report = new Broadcast(connections.all(), connections::remove, managementApi, Integer.MAX_VALUE,
                "Hello World", Duration.ofMinutes(5)).run().toJson();

        assertThat(report.get("delivered").getAsInt()).isEqualTo(ROWS);
        assertThat(endpoint.reached()).hasSize(ROWS)
                .allMatch(id -> endpoint.messages(id).equals(List.of("Hello World")));
        assertThat(notReached).hasSizeGreaterThanOrEqualTo(50)
                .allMatch(count -> count <= ManagementApi.MAX_CONNECTIONS);
    }

    /** Answers scans of the table, whose rows DynamoDB Local would take longer to store than the test takes. */
    private final class Pages extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            JsonObject scan = JsonParser.parseString(Content.Source.asString(request)).getAsJsonObject();
            int first = scan.has("ExclusiveStartKey") ? number(scan.getAsJsonObject("ExclusiveStartKey")) + 1 : 0;
            int end = Math.min(ROWS, first + scan.get("Limit").getAsInt());
            notReached.add(first - endpoint.reached().size());

            JsonArray items = new JsonArray();
            for (int number = first; number < end; number++) {
                items.add(key(number));
            }
            JsonObject page = new JsonObject();
            page.add("Items", items);
            if (end < ROWS) {
                page.add("LastEvaluatedKey", key(end - 1));
            }
            Content.Sink.write(response, true, page.toString(), callback);
            return true;
        }

        private static int number(JsonObject key) {
            return Integer.parseInt(key.getAsJsonObject("id").get("S").getAsString());
        }

        private static JsonObject key(int number) {
            JsonObject id = new JsonObject();
            id.addProperty("S", String.valueOf(number));
            JsonObject key = new JsonObject();
            key.add("id", id);
            return key;
        }
    }
}
