package ${package}.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The table of open connections: {@code {"id":"VWi0WdQt0kwCFHg=","expiresAt":1767232800,"principalId":"alice"}}.
 * {@code expiresAt} is in epoch seconds; {@code principalId} is there if an authorizer gave one.
 */
record Connections(DynamoDbClient dynamoDb, String tableName) {
    /** API Gateway closes every connection after two hours; DynamoDB then clears a row that nobody removed. */
    private static final Duration LIFETIME = Duration.ofHours(3);
    /** API Gateway may still be opening a connection for this long after {@code $connect} has stored its id. */
    private static final Duration OPENING = Duration.ofSeconds(10);
    /** A call can take longer than an invocation by default; this leaves room for another attempt. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    /** A page is in memory as a whole: with this many rows, memory does not grow with the table. */
    private static final int PAGE_SIZE = 2_000;

    Connections(DynamoDbClientBuilder dynamoDb, String tableName) {
        this(dynamoDb.httpClient(UrlConnectionHttpClient.create()).overrideConfiguration(override ->
                override.apiCallTimeout(TIMEOUT).apiCallAttemptTimeout(ATTEMPT_TIMEOUT)).build(), tableName);
    }

    static Connections fromEnvironment() {
        return new Connections(DynamoDbClient.builder(), System.getenv("TABLE_NAME"));
    }

    void add(String id, String principalId) {
        Map<String, AttributeValue> row = new HashMap<>(Map.of("id", AttributeValue.fromS(id),
                "expiresAt", AttributeValue.fromN(String.valueOf(Instant.now().plus(LIFETIME).getEpochSecond()))));
        if (principalId != null) {
            row.put("principalId", AttributeValue.fromS(principalId));
        }
        dynamoDb.putItem(put -> put.tableName(tableName).item(row));
    }

    void remove(String id) {
        dynamoDb.deleteItem(delete -> delete.tableName(tableName).key(Map.of("id", AttributeValue.fromS(id))));
    }

    /** Removes what API Gateway does not know, unless it may still be opening it: then DynamoDB refuses. */
    void removeClosed(String id) {
        long opening = Instant.now().plus(LIFETIME).minus(OPENING).getEpochSecond();
        dynamoDb.deleteItem(delete -> delete.tableName(tableName).key(Map.of("id", AttributeValue.fromS(id)))
                .conditionExpression("attribute_not_exists(expiresAt) OR expiresAt < :opening")
                .expressionAttributeValues(Map.of(":opening", AttributeValue.fromN(String.valueOf(opening)))));
    }

    /** The ids in a segment of the table, after one of them or from the start ({@code ""}); lazily, page by page. */
    Iterator<String> scan(String after, int segment, int segments) {
        Map<String, AttributeValue> start = "".equals(after) ? null : Map.of("id", AttributeValue.fromS(after));
        return dynamoDb.scanPaginator(scan -> scan.tableName(tableName).projectionExpression("id")
                        .exclusiveStartKey(start).segment(segment).totalSegments(segments)
                        .limit(PAGE_SIZE).consistentRead(true))
                .stream().flatMap(page -> page.items().stream()).map(row -> row.get("id").s()).iterator();
    }
}
