package io.github.websocketcdk.archetype.benchmark;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.google.gson.Gson;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.jetty.server.Server;

/** DynamoDB Local, in memory and on a free port of the loopback interface, with tables of connections. */
final class DynamoDb implements AutoCloseable {

    private static final int BATCH = 25;

    private final Gson gson = new Gson();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));

    DynamoDb() throws Exception {
        server.setHandler(new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
        server.start();
    }

    /** A table with so many connections, and their ids. */
    record Table(String name, Set<String> ids) {
    }

    URI url() {
        return server.getURI();
    }

    Table table(int rows) throws Exception {
        String name = "Connections-" + rows;
        call("CreateTable", Map.of("TableName", name, "BillingMode", "PAY_PER_REQUEST",
                "AttributeDefinitions", List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema", List.of(Map.of("AttributeName", "id", "KeyType", "HASH"))));
        Set<String> ids = ids(rows);
        List<Map<String, ?>> batch = new ArrayList<>();
        for (String id : ids) {
            batch.add(put(id));
            if (batch.size() == BATCH) {
                write(name, batch);
            }
        }
        write(name, batch);
        return new Table(name, ids);
    }

    /** Ids as API Gateway gives them, the same in every run. */
    private static Set<String> ids(int count) {
        Random random = new Random(count);
        Set<String> ids = new LinkedHashSet<>();
        byte[] bytes = new byte[11];
        while (ids.size() < count) {
            random.nextBytes(bytes);
            ids.add(Base64.getUrlEncoder().encodeToString(bytes));
        }
        return ids;
    }

    private static Map<String, ?> put(String id) {
        String expiresAt = String.valueOf(Instant.now().plusSeconds(3_600).getEpochSecond());
        return Map.of("PutRequest",
                Map.of("Item", Map.of("id", Map.of("S", id), "expiresAt", Map.of("N", expiresAt))));
    }

    private void write(String table, List<Map<String, ?>> batch) throws Exception {
        if (!batch.isEmpty()) {
            call("BatchWriteItem", Map.of("RequestItems", Map.of(table, batch)));
            batch.clear();
        }
    }

    private void call(String operation, Object body) throws Exception {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(url())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(gson.toJson(body))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(operation + ": " + response.body());
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
