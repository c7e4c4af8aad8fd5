package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class BroadcastTest {

    private static final Duration TIME = Duration.ofSeconds(29);

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);
    private final Connections connections = new Connections(DynamoDbLocal.client(), table);
    private CallbackEndpoint endpoint;
    private ManagementApi managementApi;

    @BeforeEach
    void start() throws IOException {
        endpoint = new CallbackEndpoint();
        managementApi = new ManagementApi(endpoint.url(), "us-east-1", DynamoDbLocal.CREDENTIALS);
        connections.add("live=");
    }

    @AfterEach
    void stop() {
        DynamoDbLocal.throttleScans(0, 0);
        managementApi.close();
        endpoint.close();
    }

    @Test
    void anEmptyTableIsNoFailure() throws Exception {
        connections.remove("live=");

        assertReport(broadcast(), "{'recipients':0,'delivered':0,'gone':0,'failed':{},'retries':0}");
    }

    @Test
    void aClosedConnectionLosesItsRowAndNoOtherDoes() throws Exception {
        addOld("gone=");
        endpoint.fail("gone=", 410);

        BroadcastReport report = broadcast();

        assertReport(report, "{'recipients':2,'delivered':1,'gone':1,'failed':{},'retries':0}");
        assertThat(report.reachedAll()).isTrue();
        assertThat(ids()).containsExactly("live=");
    }

    @Test
    void aConnectionThatApiGatewayIsStillOpeningIsTriedAgain() throws Exception {
        connections.add("opening=");
        endpoint.failFirst("opening=", 410);

        assertReport(broadcast(), "{'recipients':2,'delivered':2,'gone':0,'failed':{},'retries':1}");
        assertThat(ids()).contains("opening=");
    }

    @Test
    void aNewConnectionThatIsClosedLosesItsRowToo() throws Exception {
        connections.add("vanished=");
        endpoint.fail("vanished=", 410);

        assertReport(broadcast(), "{'recipients':2,'delivered':1,'gone':1,'failed':{},'retries':1}");
        assertThat(ids()).containsExactly("live=");
    }

    @Test
    void throttlingAndFailuresOfTheServiceAreTriedAgainUntilEverybodyHasTheMessageOnce() throws Exception {
        connections.add("throttled=");
        connections.add("failing=");
        endpoint.failFirst("throttled=", 429, 429, 429, 429);
        endpoint.failFirst("failing=", 500, 503, 504);

        assertReport(broadcast(), "{'recipients':3,'delivered':3,'gone':0,'failed':{},'retries':7}");
        assertThat(endpoint.messages("throttled=")).containsExactly("Hello World");
        assertThat(endpoint.messages("failing=")).containsExactly("Hello World");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 413})
    void aRefusedMessageFailsItsRecipientAlone(int status) throws Exception {
        connections.add("refused=");
        endpoint.fail("refused=", status);

        BroadcastReport report = broadcast();

        assertReport(report, "{'recipients':2,'delivered':1,'gone':0,'failed':{'" + status + "':1},'retries':0}");
        assertThat(report.reachedAll()).isFalse();
        assertThat(endpoint.messages("live=")).containsExactly("Hello World");
        assertThat(ids()).contains("refused=");
    }

    @Test
    void aConnectionThatIsResetFailsAloneAndIsNotSentTheMessageTwice() throws Exception {
        connections.add("reset=");
        endpoint.reset("reset=");

        BroadcastReport report = broadcast();

        assertThat(report.toJson().getAsJsonObject("failed").entrySet()).singleElement().satisfies(
                failed -> assertThat(failed.getKey()).startsWith("AWS_"));
        assertThat(endpoint.messages("live=")).containsExactly("Hello World");
    }

    @Test
    void recipientsThatNeverAnswerKeepNoOtherFromItsMessageEvenIfTheyAreMoreThanCanBeUnderWay() throws Exception {
        IntStream.range(0, ManagementApi.MAX_CONNECTIONS + 10).forEach(number -> {
            connections.add("silent-" + number);
            endpoint.silence("silent-" + number);
        });

        JsonObject report = broadcast().toJson();

        assertThat(endpoint.messages("live=")).containsExactly("Hello World");
        assertThat(report.get("delivered").getAsInt()).isEqualTo(1);
        assertThat(report.getAsJsonObject("failed").toString()).contains("TIMEOUT");
        assertThat(ids()).hasSize(ManagementApi.MAX_CONNECTIONS + 11);
    }

    @Test
    void rowsThatThereIsNoTimeToReadAreReported() throws Exception {
        JsonObject report = broadcast(Duration.ZERO).toJson();

        assertThat(report.getAsJsonObject("failed").toString()).isEqualTo("{\"table\":1}");
        assertThat(endpoint.messages("live=")).isEmpty();
    }

    @Test
    void aServiceThatThrottlesForeverEndsTheBroadcastWithAReportBeforeTheTimeIsUp() throws Exception {
        endpoint.fail("live=", 429);

        JsonObject report = broadcast(Duration.ofSeconds(14)).toJson();

        assertThat(report.getAsJsonObject("failed").get("time is up").getAsInt()).isEqualTo(1);
        assertThat(report.get("retries").getAsInt()).isGreaterThan(5);
    }

    @Test
    void everyRecipientOfABusyServiceHasTheMessageOnce() throws Exception {
        List<String> ids = IntStream.range(0, 600).mapToObj(number -> "connection-" + number).toList();
        for (int number = 0; number < ids.size(); number++) {
            addOld(ids.get(number));
            if (number % 2 == 0) {
                endpoint.failFirst(ids.get(number), 429, 500);
            } else if (number % 5 == 0) {
                endpoint.fail(ids.get(number), 410);
            }
        }

        assertReport(broadcast(), "{'recipients':601,'delivered':541,'gone':60,'failed':{},'retries':600}");
        assertThat(endpoint.reached()).allSatisfy(
                id -> assertThat(endpoint.messages(id)).containsExactly("Hello World"));
        assertThat(ids()).hasSize(541);
    }

    @Test
    void twoBroadcastsAtOnceBothReachEverybody() throws Exception {
        IntStream.range(0, 200).forEach(number -> addOld("connection-" + number));

        CompletableFuture<BroadcastReport> other = CompletableFuture.supplyAsync(this::broadcastUnchecked);
        BroadcastReport one = broadcast();

        assertThat(one.reachedAll()).isTrue();
        assertThat(other.join().reachedAll()).isTrue();
        assertThat(endpoint.reached()).hasSize(201)
                .allSatisfy(id -> assertThat(endpoint.messages(id)).hasSize(2));
    }

    @Test
    void aTableThatThrottlesBetweenTwoPagesIsReadToItsEnd() throws Exception {
        addPages();
        DynamoDbLocal.throttleScans(1, 2);

        assertReport(broadcast(), "{'recipients':13,'delivered':13,'gone':0,'failed':{},'retries':0}");
    }

    @Test
    void aTableThatCannotBeReadToItsEndIsReportedAndWhatWasReadIsReached() throws Exception {
        addPages();
        DynamoDbLocal.throttleScans(1, 1_000);

        JsonObject report = broadcast().toJson();

        assertThat(report.get("delivered").getAsInt()).isPositive().isLessThan(13);
        assertThat(report.getAsJsonObject("failed").toString()).contains("\"table\":1");
    }

    @Test
    void whatWasNeverSentIsTriedAgain() throws Exception {
        endpoint.close();

        assertThat(broadcast(Duration.ofSeconds(11)).toJson().get("retries").getAsInt()).isPositive();
        assertThat(managementApi.post("live=", managementApi.sign("Hello World")).cause()).startsWith("AWS_IO_SOCKET_");
    }

    @Test
    void aRowThatCannotBeRemovedDoesNotHoldUpTheReportUntilTheTimeIsUp() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        addOld("gone=");
        endpoint.fail("gone=", 410);

        JsonObject report = new Broadcast(connections.all(), id -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                givenUp.countDown();
            }
        }, managementApi, 8_000, "Hello World", Duration.ofSeconds(9)).run().toJson();

        assertThat(report.get("gone").getAsInt()).isEqualTo(1);
        assertThat(report.get("millis").getAsInt()).isLessThan(9_000);
        givenUp.await();
    }

    @Test
    void aMessageAsLongAsApiGatewayAllowsArrivesWhole() throws Exception {
        String message = "𝄞".repeat(32 * 1_024);

        broadcast(message, TIME);

        assertThat(endpoint.messages("live=")).containsExactly(message);
    }

    private BroadcastReport broadcast() throws InterruptedException {
        return broadcast(TIME);
    }

    private BroadcastReport broadcast(Duration time) throws InterruptedException {
        return broadcast("Hello World", time);
    }

    private BroadcastReport broadcast(String message, Duration time) throws InterruptedException {
        return new Broadcast(connections.all(), connections::remove, managementApi, 8_000, message, time).run();
    }

    private BroadcastReport broadcastUnchecked() {
        try {
            return broadcast();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stores a connection that was opened long ago. */
    private void addOld(String id) {
        dynamoDb.putItem(put -> put.tableName(table).item(Map.of("id", AttributeValue.fromS(id))));
    }

    /** Stores 12 rows on more than one page, which ends after 1 MB. */
    private void addPages() {
        AttributeValue filler = AttributeValue.fromS("x".repeat(300_000));
        IntStream.range(0, 12).forEach(number -> dynamoDb.putItem(put -> put.tableName(table)
                .item(Map.of("id", AttributeValue.fromS("connection-" + number), "filler", filler))));
    }

    private List<String> ids() {
        return connections.all().map(Connections.Connection::id).toList();
    }

    private static void assertReport(BroadcastReport report, String expected) {
        JsonObject json = report.toJson();
        json.remove("millis");
        assertThat(json).isEqualTo(JsonParser.parseString(expected));
    }
}
