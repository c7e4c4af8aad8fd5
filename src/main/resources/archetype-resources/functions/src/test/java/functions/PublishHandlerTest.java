package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function {@code Publish} on DynamoDB Local, over real sockets. */
class PublishHandlerTest {
    private static final String MESSAGE = "{\"data\":\"Hello World\"}";
    private static final Duration PLENTY = Duration.ofSeconds(29);
    /** For a part of the posts, as slow as they are. */
    private static final Duration LITTLE = Duration.ofMillis(9_200);

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);
    private final Connections connections = new Connections(DynamoDbLocal.client(), table);
    private CallbackEndpoint endpoint;
    private LambdaEndpoint lambda;

    @BeforeEach
    void start() throws IOException {
        endpoint = new CallbackEndpoint();
        lambda = new LambdaEndpoint();
    }

    @AfterEach
    void stop() {
        DynamoDbLocal.throttleScans(0, 0);
        endpoint.close();
        lambda.close();
    }

    @Test
    void aMessageWithoutIdsReachesEveryConnectionOfAllPagesThoughTheTableThrottles() throws Exception {
        AttributeValue filler = AttributeValue.fromS("x".repeat(300_000));
        IntStream.range(0, 5).forEach(number -> dynamoDb.putItem(put -> put.tableName(table)
                .item(Map.of("id", AttributeValue.fromS("connection-" + number), "filler", filler))));
        DynamoDbLocal.throttleScans(1, 1);

        assertThat(publish(MESSAGE)).isEqualTo(counts(5, 5, 0));
        assertReachedOnce(5);
    }

    @Test
    void aTableThatDoesNotAnswerIsReported() {
        Connections unreachable =
                new Connections(DynamoDbLocal.client().endpointOverride(URI.create("http://127.0.0.1:1")), table);

        Report report = handler(unreachable, 8_000).handleRequest(event(MESSAGE), LambdaContext.withTimeLeft(PLENTY));

        assertThat(report).containsEntry("Failed: table", 1L).containsEntry("Incomplete", 1L);
    }

    @Test
    void aMessageWithIdsReachesTheseAlone() throws Exception {
        connections.add("another=", null);

        assertThat(publish("{\"data\":{\"a\":1},\"connectionIds\":[\"one=\",\"two=\"]}")).isEqualTo(counts(2, 2, 0));
        assertThat(endpoint.reached()).containsExactlyInAnyOrder("one=", "two=");
        assertThat(endpoint.messages("one=")).containsExactly("{\"a\":1}");
    }

    @Test
    void theAnswerIsTheReport() {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        JacksonFactory.getInstance().getSerializer(Report.class).toJson(publish(MESSAGE), answer);

        assertThat(answer.toString(StandardCharsets.UTF_8)).isEqualTo("{\"Delivered\":0,\"Failed\":0,\"Gone\":0,"
                + "\"HandedOver\":0,\"Incomplete\":0,\"Recipients\":0}");
    }

    @Test
    void aClosedConnectionLosesItsRowAndNoOtherDoes() throws Exception {
        List.of("live=", "opening=", "closed=").forEach(id -> connections.add(id, null));
        List.of("opening=", "closed=").forEach(id -> endpoint.fail(id, 410));
        dynamoDb.updateItem(update -> update.tableName(table).key(Map.of("id", AttributeValue.fromS("closed=")))
                .updateExpression("ADD expiresAt :seconds")
                .expressionAttributeValues(Map.of(":seconds", AttributeValue.fromN("-11"))));

        assertThat(publish(MESSAGE)).isEqualTo(counts(3, 1, 2));
        assertThat(ids()).containsExactlyInAnyOrder("live=", "opening=");
    }

    @Test
    void whatThereIsNoTimeForIsHandedOverUntilEverybodyHasTheMessageOnce() throws Exception {
        addOld(60);
        String event = MESSAGE;
        Report report = publish(event, 100, LITTLE);
        while (report.get("HandedOver") > 0 && lambda.requests() < 200) {
            event = lambda.take();
            report = publish(event, 100, LITTLE);
        }

        assertReachedOnce(60);
        JsonObject soFar = JsonParser.parseString(event).getAsJsonObject().getAsJsonObject("soFar");
        assertThat(soFar.get("Delivered").getAsInt() + report.get("Delivered")).isEqualTo(60);
    }

    @Test
    void whoIsStillWaitingWhenTheTimeIsUpIsHandedOverById() throws Exception {
        connections.add("another=", null);

        publish("{\"data\":\"Hello World\",\"connectionIds\":[\"one=\",\"two=\"]}", 8_000, Duration.ZERO);

        assertThat(publish(lambda.take())).isEqualTo(counts(2, 2, 0));
        assertThat(endpoint.reached()).containsExactlyInAnyOrder("one=", "two=");
    }

    @Test
    void aRateThatOneFunctionCannotPostAtIsSharedByInvocationsWithASegmentOfTheTableEach() throws Exception {
        addOld(300);

        assertThat(publish(MESSAGE, 24_000, PLENTY).get("HandedOver")).isEqualTo(2);
        for (String event = lambda.take(); event != null; event = lambda.take()) {
            assertThat(publish(event, 24_000, PLENTY).get("HandedOver")).isZero();
        }
        assertReachedOnce(300);
    }

    @Test
    void segmentsShareTheRate() throws Exception {
        addOld(60);

        Report report = publish("{\"data\":\"Hello World\",\"after\":\"\",\"segment\":0,\"segments\":2}", 200, PLENTY);

        assertThat(report.get("Delivered")).isBetween(10L, 50L);
        assertThat(report.get("Duration")).isGreaterThan((report.get("Delivered") - 1) * 10 - 1);
    }

    @ParameterizedTest
    @CsvSource({"500", "429"})
    void whatCannotBeHandedOverIsReportedAndNotTriedAgain(int status) throws Exception {
        addOld(1);
        lambda.fail(status);

        assertThat(publish(MESSAGE, 8_000, Duration.ZERO)).containsEntry("Failed", 1L)
                .containsEntry("Failed: not handed over", 1L).containsEntry("Incomplete", 1L);
        assertThat(lambda.requests()).isEqualTo(1);
    }

    @Test
    void twoMessagesAtOnceBothReachEverybody() throws Exception {
        addOld(200);
        CompletableFuture<Report> other = CompletableFuture.supplyAsync(() -> publish(MESSAGE));

        assertThat(publish(MESSAGE)).isEqualTo(counts(200, 200, 0));
        assertThat(other.join()).isEqualTo(counts(200, 200, 0));
        assertThat(endpoint.reached()).hasSize(200).allSatisfy(id -> assertThat(endpoint.messages(id)).hasSize(2));
    }

    @Test
    void theReportIsLoggedAsMetricsOfTheStageAndNothingOfTheMessage() throws Exception {
        addOld(1);
        endpoint.fail("connection-0", 403);

        String log = FunctionLog.of(() -> publish(MESSAGE)).strip();

        assertThat(log).hasLineCount(1).doesNotContain("Hello");
        JsonObject line = JsonParser.parseString(log).getAsJsonObject();
        assertThat(line.get("Stage").getAsString()).isEqualTo("test");
        assertThat(line.get("level").getAsString()).isEqualTo("ERROR");
        assertThat(line.get("Failed: 403").getAsInt()).isEqualTo(1);
        JsonObject metrics = line.getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics").get(0).getAsJsonObject();
        assertThat(metrics.get("Namespace").getAsString()).isEqualTo("test");
        assertThat(metrics.get("Dimensions").toString()).isEqualTo("[[\"Stage\"]]");
        assertThat(metrics.getAsJsonArray("Metrics"))
                .extracting(metric -> metric.getAsJsonObject().get("Name").getAsString())
                .contains("Recipients", "Delivered", "Gone", "Failed", "Incomplete", "HandedOver", "Duration")
                .allMatch(line::has);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"Hello World\" | not a JSON object",
        "[] | not a JSON object with \"data\"",
        "{\"message\":\"Hello World\"} | not a JSON object with \"data\"",
        "{\"data\":\"Hello World\",\"conectionIds\":[]} | conectionIds",
        "{\"data\":\"Hello World\",\"connectionIds\":\"all\"} | connectionIds",
        "{\"data\":\"Hello World\",\"connectionIds\":[null]} | null",
        "{\"data\":\"Hello World\",\"connectionIds\":null} | connectionIds",
    })
    void aBadEventIsRefusedByNameWithWhatIsAllowed(String event, String problem) {
        assertThatThrownBy(() -> publish(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("Allowed: {\"data\":\"Hello World\"}");
    }

    private PublishHandler handler(Connections to, int postsPerSecond) {
        return new PublishHandler(to, endpoint.url(), lambda.client(), "Publish", postsPerSecond);
    }

    private Report publish(String event) {
        Report report = publish(event, 8_000, PLENTY);
        report.remove("Duration");
        return report;
    }

    private Report publish(String event, int postsPerSecond, Duration time) {
        return handler(connections, postsPerSecond).handleRequest(event(event), LambdaContext.withTimeLeft(time));
    }

    /** As Lambda's runtime reads it. */
    private static Object event(String json) {
        return JacksonFactory.getInstance().getSerializer(Object.class).fromJson(json);
    }

    private static Map<String, Long> counts(long recipients, long delivered, long gone) {
        return Map.of("Recipients", recipients, "Delivered", delivered, "Gone", gone, "Failed", 0L, "Incomplete", 0L,
                "HandedOver", 0L);
    }

    private void assertReachedOnce(int count) {
        assertThat(endpoint.reached()).hasSize(count)
                .allSatisfy(id -> assertThat(endpoint.messages(id)).containsExactly("Hello World"));
    }

    /** Stores connections that were opened long ago. */
    private void addOld(int count) {
        IntStream.range(0, count).forEach(number -> dynamoDb.putItem(put -> put.tableName(table)
                .item(Map.of("id", AttributeValue.fromS("connection-" + number)))));
    }

    private List<String> ids() {
        return dynamoDb.scan(scan -> scan.tableName(table)).items().stream().map(item -> item.get("id").s()).toList();
    }
}
