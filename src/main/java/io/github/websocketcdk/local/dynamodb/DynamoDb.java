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
import java.util.TreeMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The stack's tables, in DynamoDB Local: in memory, on a loopback port. */
public final class DynamoDb implements AutoCloseable {

    private static final int SHOWN = 100;
    private static final List<String> AS_IN_THE_TEMPLATE = List.of("AttributeDefinitions", "KeySchema",
            "LocalSecondaryIndexes");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, JsonArray> keys = new TreeMap<>();
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
        server.setHandler(new LocalDynamoDBServerHandler(dynamoDb, null));
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
            if (!keys.containsKey(name)) {
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
        call("CreateTable", request, name);
        keys.put(name, names(properties.getAsJsonArray("KeySchema")));
        if (properties.has("TimeToLiveSpecification")) {
            JsonObject timeToLive = new JsonObject();
            timeToLive.addProperty("TableName", name);
            timeToLive.add("TimeToLiveSpecification", properties.get("TimeToLiveSpecification"));
            call("UpdateTimeToLive", timeToLive, name);
        }
    }

    private static JsonArray names(JsonArray keySchema) {
        JsonArray names = new JsonArray();
        keySchema.forEach(key -> names.add(key.getAsJsonObject().get("AttributeName")));
        return names;
    }

    /** All tables as they are, for the console page, with the first items of each in DynamoDB's JSON. */
    public JsonArray content() {
        JsonArray tables = new JsonArray();
        keys.forEach((name, key) -> {
            JsonObject request = new JsonObject();
            request.addProperty("TableName", name);
            JsonElement count = call("DescribeTable", request, name).getAsJsonObject("Table").get("ItemCount");
            request.addProperty("Limit", SHOWN);
            JsonObject table = new JsonObject();
            table.addProperty("name", name);
            table.add("keys", key);
            table.add("count", count);
            table.add("items", call("Scan", request, name).get("Items"));
            tables.add(table);
        });
        return tables;
    }

    private JsonObject call(String operation, JsonObject body, String table) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=local")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(table + ": DynamoDB Local says " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(table + ": " + operation + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(table + ": " + operation + " was interrupted", e);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        dynamoDb.shutdown();
    }
}
