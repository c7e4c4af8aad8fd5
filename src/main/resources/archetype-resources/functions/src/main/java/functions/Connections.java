package ${package}.functions;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The table of open connections: {@code {"id":"VWi0WdQt0kwCFHg=","expiresAt":1767232800}}, in epoch seconds. */
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
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(TIMEOUT).apiCallAttemptTimeout(ATTEMPT_TIMEOUT))
                .build();
        this.tableName = tableName;
    }

    static Connections fromEnvironment() {
        return new Connections(DynamoDbClient.builder(), System.getenv("TABLE_NAME"));
    }

    void add(String id) {
        dynamoDb.putItem(put(id).build());
    }

    /** Takes the way of {@link #add} with a condition that no row can meet. */
    void primeAdd() {
        try {
            dynamoDb.putItem(put("priming").conditionExpression("attribute_exists(id) AND attribute_not_exists(id)")
                    .build());
        } catch (ConditionalCheckFailedException e) {
            return;
        }
        throw new IllegalStateException("Priming has stored a row");
    }

    private PutItemRequest.Builder put(String id) {
        String expiresAt = String.valueOf(Instant.now().plus(LIFETIME).getEpochSecond());
        return PutItemRequest.builder().tableName(tableName)
                .item(Map.of("id", AttributeValue.fromS(id), "expiresAt", AttributeValue.fromN(expiresAt)));
    }

    void remove(String id) {
        dynamoDb.deleteItem(delete -> delete.tableName(tableName).key(Map.of("id", AttributeValue.fromS(id))));
    }

    /** All connections that were stored before this call; a page is read when the stream comes to it. */
    Stream<Connection> all() {
        return dynamoDb.scanPaginator(scan -> scan.tableName(tableName)
                        .projectionExpression("id, expiresAt")
                        .limit(PAGE_SIZE)
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
