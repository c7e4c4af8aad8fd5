package io.github.websocketcdk.benchmark;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A DynamoDB Local of this machine, whoever has started it. */
final class DynamoDbClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    DynamoDbClient(URI url) {
        this.url = url;
    }

    URI url() {
        return url;
    }

    /** Creates a table of connections. */
    void create(String table) throws IOException, InterruptedException {
        call("CreateTable", Map.of("TableName", table, "BillingMode", "PAY_PER_REQUEST",
                "AttributeDefinitions", List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema", List.of(Map.of("AttributeName", "id", "KeyType", "HASH"))));
    }

    JsonObject call(String operation, Object body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(url)
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(body))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(operation + ": " + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /** The name of the table, where there is one only. */
    String onlyTable() throws IOException, InterruptedException {
        return call("ListTables", Map.of()).getAsJsonArray("TableNames").getAsString();
    }

    int count(String table) throws IOException, InterruptedException {
        return call("Scan", Map.of("TableName", table, "Select", "COUNT", "ConsistentRead", true))
                .get("Count").getAsInt();
    }
}
