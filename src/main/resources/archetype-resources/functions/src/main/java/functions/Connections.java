package ${package}.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of open connections: {@code {"id":"VWi0WdQt0kwCFHg=","expiresAt":1767232800}}, in epoch seconds. */
final class Connections {

    /** API Gateway closes every connection after two hours; DynamoDB then clears a row that nobody removed. */
    private static final Duration LIFETIME = Duration.ofHours(3);

    private final DynamoDbClient dynamoDb;
    private final String tableName;

    Connections(DynamoDbClient dynamoDb, String tableName) {
        this.dynamoDb = dynamoDb;
        this.tableName = tableName;
    }

    static Connections fromEnvironment() {
        DynamoDbClient dynamoDb = DynamoDbClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
        return new Connections(dynamoDb, System.getenv("TABLE_NAME"));
    }

    void add(String id) {
        String expiresAt = String.valueOf(Instant.now().plus(LIFETIME).getEpochSecond());
        dynamoDb.putItem(put -> put.tableName(tableName)
                .item(Map.of("id", AttributeValue.fromS(id), "expiresAt", AttributeValue.fromN(expiresAt))));
    }

    void remove(String id) {
        dynamoDb.deleteItem(delete -> delete.tableName(tableName).key(Map.of("id", AttributeValue.fromS(id))));
    }

    /** The ids of all connections that were stored before this call; pages are read as the stream is. */
    Stream<String> ids() {
        return dynamoDb.scanPaginator(scan -> scan.tableName(tableName)
                        .projectionExpression("id")
                        .consistentRead(true))
                .items().stream()
                .map(item -> item.get("id").s());
    }
}
