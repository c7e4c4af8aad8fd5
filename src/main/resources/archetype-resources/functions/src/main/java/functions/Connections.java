package ${package}.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table of open connections: {@code {"id":"VWi0WdQt0kwCFHg=","expiresAt":1767232800}}, in epoch seconds. */
final class Connections {

    /** API Gateway closes every connection after two hours; DynamoDB then clears a row that nobody removed. */
    private static final Duration LIFETIME = Duration.ofHours(3);
    /** Longer than API Gateway takes to open a connection after {@code $connect} has stored it. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    /** With all that the SDK tries again, which by default can take longer than an invocation may last. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final DynamoDbClient dynamoDb;
    private final String tableName;

    Connections(DynamoDbClientBuilder dynamoDb, String tableName) {
        this.dynamoDb = dynamoDb.httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(TIMEOUT))
                .build();
        this.tableName = tableName;
    }

    static Connections fromEnvironment() {
        return new Connections(DynamoDbClient.builder(), System.getenv("TABLE_NAME"));
    }

    void add(String id) {
        String expiresAt = String.valueOf(Instant.now().plus(LIFETIME).getEpochSecond());
        dynamoDb.putItem(put -> put.tableName(tableName)
                .item(Map.of("id", AttributeValue.fromS(id), "expiresAt", AttributeValue.fromN(expiresAt))));
    }

    void remove(String id) {
        dynamoDb.deleteItem(delete -> delete.tableName(tableName).key(Map.of("id", AttributeValue.fromS(id))));
    }

    /** All connections that were stored before this call; a page is read when the stream comes to it. */
    Stream<Connection> all() {
        return dynamoDb.scanPaginator(scan -> scan.tableName(tableName)
                        .projectionExpression("id, expiresAt")
                        .limit(2_000)
                        .consistentRead(true))
                .items().stream()
                .map(item -> new Connection(item.get("id").s(), expiresAt(item)));
    }

    private static Instant expiresAt(Map<String, AttributeValue> item) {
        AttributeValue expiresAt = item.get("expiresAt");
        return expiresAt == null ? Instant.EPOCH : Instant.ofEpochSecond(Long.parseLong(expiresAt.n()));
    }

    /** A row of the table. */
    record Connection(String id, Instant expiresAt) {

        /** Whether the row is so young that API Gateway may not have opened the connection yet. */
        boolean isNew() {
            return expiresAt.isAfter(Instant.now().plus(LIFETIME).minus(OPENING));
        }
    }
}
