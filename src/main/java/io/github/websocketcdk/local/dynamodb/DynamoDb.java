package io.github.websocketcdk.local.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The stack's tables, in DynamoDB Local: in memory, on a loopback port. */
public final class DynamoDb implements AutoCloseable {
    private static final String TARGET = "X-Amz-Target";
    private static final Pattern READS = Pattern.compile("\\.(BatchGet|Describe|Get|List|Query|Scan|TransactGet)");
    private static final List<String> AS_IN_THE_TEMPLATE = List.of("AttributeDefinitions", "KeySchema",
            "LocalSecondaryIndexes");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final AtomicLong changes = new AtomicLong();
    private final Server server;
    private final LocalDynamoDBRequestHandler dynamoDb;
    private final String url;

    public DynamoDb() throws Exception {
        Sqlite.unpack();
        // DynamoDB Local's own server would listen on every address, and send telemetry.
        dynamoDb = new LocalDynamoDBRequestHandler(0, true, null, true, false);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("dynamodb");
        threads.setDaemon(true);
        server = new Server(threads);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Changes(new LocalDynamoDBServerHandler(dynamoDb, null)));
        server.start();
        url = "http://localhost:" + connector.getLocalPort();
    }

    public String url() {
        return url;
    }

    /**
     * Creates those tables that are not there yet.
     *
     * @param tables their properties in the template, by name
     * @return a line for each that DynamoDB Local refuses
     */
    public List<String> create(Map<String, JsonObject> tables) {
        List<String> refused = new ArrayList<>();
        tables.forEach((name, properties) -> {
            if (!names.contains(name)) {
                try {
                    create(name, properties);
                } catch (IllegalStateException e) {
                    refused.add("table " + e.getMessage());
                }
            }
        });
        return refused;
    }

    private void create(String name, JsonObject properties) {
        JsonObject request = new JsonObject();
        request.addProperty("TableName", name);
        request.addProperty("BillingMode", "PAY_PER_REQUEST");
        AS_IN_THE_TEMPLATE.stream().filter(properties::has).forEach(p -> request.add(p, properties.get(p).deepCopy()));
        if (properties.has("StreamSpecification")) {
            JsonObject stream = new JsonObject();
            stream.addProperty("StreamEnabled", true);
            stream.add("StreamViewType", properties.getAsJsonObject("StreamSpecification").get("StreamViewType"));
            request.add("StreamSpecification", stream);
        }
        if (properties.has("GlobalSecondaryIndexes")) {
            JsonArray indexes = new JsonArray();
            for (JsonElement index : properties.getAsJsonArray("GlobalSecondaryIndexes")) {
                JsonObject copy = new JsonObject();
                List.of("IndexName", "KeySchema", "Projection")
                        .forEach(p -> copy.add(p, index.getAsJsonObject().get(p)));
                indexes.add(copy);
            }
            request.add("GlobalSecondaryIndexes", indexes);
        }
        set("CreateTable", request, name);
        names.add(name);
        if (properties.has("TimeToLiveSpecification")) {
            JsonObject timeToLive = new JsonObject();
            timeToLive.addProperty("TableName", name);
            timeToLive.add("TimeToLiveSpecification", properties.get("TimeToLiveSpecification"));
            set("UpdateTimeToLive", timeToLive, name);
        }
    }

    /** The tables that are there, by name. */
    public Set<String> names() {
        return names;
    }

    /** How many times items may have changed so far: it grows with each operation that is not one that only reads. */
    public long changes() {
        return changes.get();
    }

    private void set(String operation, JsonObject body, String table) {
        try {
            Answer answer = call(operation, body.toString());
            if (answer.status() != 200) {
                throw new IllegalStateException(table + ": DynamoDB Local says " + answer.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(table + ": " + operation + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(table + ": " + operation + " was interrupted", e);
        }
    }

    /** Calls DynamoDB Local, with DynamoDB's own JSON. */
    public Answer call(String operation, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header(TARGET, "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=local")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
    }

    /** What DynamoDB answers: with a status from 400 on, {@code {"__type":"…#ValidationException","message":"…"}}. */
    public record Answer(int status, JsonObject body) {
    }

    /** Counts what may change items, when it is done. */
    private final class Changes extends Handler.Wrapper {
        Changes(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String target = String.valueOf(request.getHeaders().get(TARGET));
            return super.handle(request, response, READS.matcher(target).find() ? callback
                    : Callback.from(callback, changes::incrementAndGet));
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        dynamoDb.shutdown();
    }
}
