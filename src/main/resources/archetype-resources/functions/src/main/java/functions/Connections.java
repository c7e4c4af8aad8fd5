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
 * The table of open connections: {@code {"id":"VWi0WdQt0kwCFHg=","expiresAt":1767232800,"principalId":"alice"}}, in
 * epoch seconds; without a principal id where no authorizer gave one.
 */
final class Connections {

    /** API Gateway closes every connection after two hours; DynamoDB then clears a row that nobody removed. */
    private static final Duration LIFETIME = Duration.ofHours(3);
    /** What API Gateway is given to open a connection after {@code $connect} has stored it. */
    private static final Duration OPENING = Duration.ofSeconds(10);
    /** With all that the SDK tries again, which by default can take longer than an invocation may last. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** Leaves room for another try where DynamoDB does not answer. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    /** A page is in memory as a whole: with this many rows, memory does not grow with the table. */
    private static final int PAGE_SIZE = 2_000;

    private final DynamoDbClient dynamoDb;
    private final String tableName;

    Connections(DynamoDbClientBuilder dynamoDb, String tableName) {
        this.dynamoDb = dynamoDb.httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override ->
                        override.apiCallTimeout(TIMEOUT).apiCallAttemptTimeout(ATTEMPT_TIMEOUT))
                .build();
        this.tableName = tableName;
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

    /** A segment of the table after the row of an id, {@code ""} for all; read as it is asked for, page by page. */
    Iterator<Broadcast.Recipient> scan(String after, int segment, int segments) {
        return dynamoDb.scanPaginator(scan -> scan.tableName(tableName).projectionExpression("id, expiresAt")
                        .exclusiveStartKey(after.isEmpty() ? null : Map.of("id", AttributeValue.fromS(after)))
                        .segment(segment).totalSegments(segments).limit(PAGE_SIZE).consistentRead(true))
                .stream().flatMap(page -> page.items().stream())
                .map(row -> new Broadcast.Recipient(row.get("id").s(), isOld(row.get("expiresAt")))).iterator();
    }

    /** Whether the row is so old that API Gateway must have opened the connection. */
    private static boolean isOld(AttributeValue expiresAt) {
        return expiresAt == null
                || Long.parseLong(expiresAt.n()) < Instant.now().plus(LIFETIME).minus(OPENING).getEpochSecond();
    }
}
