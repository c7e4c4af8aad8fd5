package io.github.websocketcdk.local.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.dynamodb.DynamoDb;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The stack's tables for the page: what they are, and the operations that it reads and changes items with. */
final class TableExplorer {
    /** Those of DynamoDB that the page needs. */
    static final Set<String> OPERATIONS = Set.of("Scan", "Query", "GetItem", "PutItem", "DeleteItem");

    private final DynamoDb dynamoDb;

    TableExplorer(DynamoDb dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** What DynamoDB answers, its errors too. */
    DynamoDb.Answer call(String operation, String body) throws IOException, InterruptedException {
        return dynamoDb.call(operation, body);
    }

    /**
     * All tables: {@code [{"name":"Notes","keys":[{"name":"room","type":"S"}],"indexes":[{"name":"byAuthor",
     * "keys":[…]}],"count":2,"changes":7}]}. Changes are counted over all tables.
     */
    JsonArray describe() throws IOException, InterruptedException {
        long changes = dynamoDb.changes();
        JsonArray tables = new JsonArray();
        for (String name : dynamoDb.names()) {
            JsonObject request = new JsonObject();
            request.addProperty("TableName", name);
            DynamoDb.Answer answer = call("DescribeTable", request.toString());
            // A function may have deleted it.
            if (answer.status() == 200) {
                JsonObject table = table(name, answer.body().getAsJsonObject("Table"));
                table.addProperty("changes", changes);
                tables.add(table);
            }
        }
        return tables;
    }

    private static JsonObject table(String name, JsonObject described) {
        JsonArray attributes = described.getAsJsonArray("AttributeDefinitions");
        JsonArray indexes = new JsonArray();
        for (String kind : List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes")) {
            if (described.has(kind)) {
                for (JsonElement element : described.getAsJsonArray(kind)) {
                    JsonObject index = new JsonObject();
                    index.add("name", element.getAsJsonObject().get("IndexName"));
                    index.add("keys", keys(element.getAsJsonObject(), attributes));
                    indexes.add(index);
                }
            }
        }
        JsonObject table = new JsonObject();
        table.addProperty("name", name);
        table.add("keys", keys(described, attributes));
        table.add("indexes", indexes);
        table.add("count", described.get("ItemCount"));
        return table;
    }

    private static JsonArray keys(JsonObject described, JsonArray attributes) {
        JsonArray keys = new JsonArray();
        for (JsonElement element : described.getAsJsonArray("KeySchema")) {
            JsonElement name = element.getAsJsonObject().get("AttributeName");
            for (JsonElement attribute : attributes) {
                if (attribute.getAsJsonObject().get("AttributeName").equals(name)) {
                    JsonObject key = new JsonObject();
                    key.add("name", name);
                    key.add("type", attribute.getAsJsonObject().get("AttributeType"));
                    keys.add(key);
                }
            }
        }
        return keys;
    }
}
