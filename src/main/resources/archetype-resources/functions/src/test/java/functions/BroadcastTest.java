package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The decisions of a broadcast, in simulated time. */
class BroadcastTest {
    private static final Duration END = Duration.ofSeconds(20);
    private static final Duration LAST = Duration.ofSeconds(26);

    private SimulatedEndpoint endpoint;
    private Broadcast broadcast;

    @Test
    void nobodyIsNoFailure() throws Exception {
        broadcast(Stream.of(), id -> 200);

        assertReport(0, 0, 0, Map.of());
    }

    @Test
    void aClosedConnectionIsToldAndNotWaitedFor() throws Exception {
        broadcast(Stream.of("live", "closed"), id -> id.equals("live") ? 200 : 410);

        assertReport(2, 1, 1, Map.of());
        assertThat(broadcast.closed).containsExactly("closed");
        assertThat(endpoint.time()).isLessThan(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @CsvSource({"429, 3", "500, 5", "504, 5"})
    void whatMayPassIsTriedAgainUntilEverybodyHasTheMessageOnce(int status, int times) throws Exception {
        Function<String, Integer> failures = inTurn(Map.of("busy", IntStream.range(0, times).map(i -> status)));

        broadcast(Stream.of("live", "busy"), failures);

        assertReport(2, 2, 0, Map.of());
        assertThat(endpoint.delivered).containsExactlyInAnyOrder("live", "busy");
        assertThat(endpoint.posts).hasSize(2 + times);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 403, 413})
    void whatIsRefusedOrMayHaveArrivedIsNotTriedAgain(int status) throws Exception {
        broadcast(Stream.of("live", "refused"), id -> id.equals("live") ? 200 : status);

        assertReport(2, 1, 0, Map.of(String.valueOf(status), 1L));
        assertThat(endpoint.posts).hasSize(2);
        assertThat(broadcast.closed).isEmpty();
    }

    /** How much longer a message to 5,000 takes with clients that do not read. */
    @ParameterizedTest
    @CsvSource({"1, 1.3", "300, 1.5", "1100, 2"})
    void clientsThatDoNotReadKeepNobodyFromTheMessage(int silent, double atMost) throws Exception {
        Function<String, Integer> notReading = id -> id.startsWith("silent") ? 429 : 200;
        broadcast(rows("reader", 5_000), notReading);
        double alone = endpoint.time().toNanos();

        broadcast(shuffled(rows("reader", 5_000), rows("silent", silent)), notReading);

        assertReport(5_000 + silent, 5_000, 0, Map.of("429", (long) silent));
        assertThat(endpoint.time().toNanos() / alone).isLessThan(atMost);
    }

    @ParameterizedTest
    @CsvSource({"500, 50", "1000, 1", "1000, 10", "1000, 50", "4000, 20", "5000, 1", "7500, 10"})
    void anAccountThatIsOverItsQuotaLosesNobody(int admittedASecond, int latency) throws Exception {
        broadcast(rows("reader", 8_000),
                new SimulatedEndpoint(Duration.ofMillis(latency), new Quota(admittedASecond)));

        assertReport(8_000, 8_000, 0, Map.of());
        assertThat(endpoint.posts).hasSizeLessThan(3 * 8_000);
    }

    /** No average says much of so few. */
    @ParameterizedTest
    @CsvSource({"1, 4", "3, 8", "10, 8", "30, 8", "30, 16", "100, 8"})
    void aFewInAnAccountThatIsOverItsQuotaAreReachedAll(int readers, int admitsOneOf) throws Exception {
        AtomicInteger posts = new AtomicInteger();

        broadcast(rows("reader", readers), id -> posts.incrementAndGet() % admitsOneOf == 0 ? 200 : 429);

        assertReport(readers, readers, 0, Map.of());
    }

    @Test
    void whoAnAccountHasNoTimeForIsLeftAndNotGivenUp() throws Exception {
        broadcast(rows("reader", 8_000), new SimulatedEndpoint(Duration.ofMillis(10), new Quota(100)));

        assertThat(broadcast.report).containsEntry("Failed", 0L);
        assertThat(endpoint.delivered).hasSizeGreaterThan(1_900);
    }

    /** Even if they are all, or most: it looks as if the account were throttled, until nothing gets through. */
    @ParameterizedTest
    @CsvSource({"0, 40", "20, 200", "100, 2000", "400, 600", "5000, 6000"})
    void clientsThatDoNotReadAreGivenUpHoweverFewOthersThereAre(int readers, int silent) throws Exception {
        broadcast(shuffled(rows("reader", readers), rows("silent", silent)),
                id -> id.startsWith("silent") ? 429 : 200);

        assertReport(readers + silent, readers, 0, Map.of("429", (long) silent));
        assertThat(endpoint.time()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void clientsThatDoNotReadAreGivenUpInAnAccountThatIsOverItsQuota() throws Exception {
        Quota quota = new Quota(1_000);

        broadcast(shuffled(rows("reader", 3_000), rows("silent", 300)), new SimulatedEndpoint(Duration.ofMillis(10),
                (id, now) -> id.startsWith("silent") ? 429 : quota.apply(id, now)));

        assertReport(3_300, 3_000, 0, Map.of("429", 300L));
    }

    @Test
    void whoHasNotBeenTriedGoesFirst() throws Exception {
        broadcast(rows("busy", 100), inTurn(Map.of("busy-0", IntStream.of(429))));

        assertThat(endpoint.posts).hasSize(101).endsWith("busy-0");
    }

    @Test
    void noMoreIsPostedThanTheRate() throws Exception {
        broadcast(rows("reader", 16_000), id -> 200);

        assertThat(endpoint.time()).isBetween(Duration.ofMillis(1_850), Duration.ofMillis(2_100));
    }

    @Test
    void theTableIsReadAsItIsPostedToAndNoMoreOfItIsInMemory() throws Exception {
        AtomicInteger ahead = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();

        broadcast(rows("reader", 100_000).peek(row -> ahead.incrementAndGet()), id -> {
            mostAhead.accumulateAndGet(ahead.getAndDecrement(), Math::max);
            return 200;
        });

        assertReport(100_000, 100_000, 0, Map.of());
        assertThat(mostAhead).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void fewWaitHoweverManyClientsDoNotRead() throws Exception {
        AtomicInteger mostWaiting = new AtomicInteger();

        broadcast(shuffled(rows("reader", 70_000), rows("silent", 30_000)), id -> {
            mostWaiting.accumulateAndGet(broadcast.waiting.size(), Math::max);
            return id.startsWith("silent") ? 429 : 200;
        });

        assertThat(mostWaiting).hasValueBetween(1_000, 2_000);
    }

    @Test
    void aTableThatCannotBeReadToItsEndIsReportedAndWhatWasReadIsReached() throws Exception {
        Iterator<String> rows = Stream.concat(rows("reader", 10), Stream.generate(() -> {
            throw SdkClientException.create("throttled");
        })).iterator();

        run(rows, new SimulatedEndpoint(Duration.ofMillis(1), (id, now) -> 200), END);

        assertReport(11, 10, 0, Map.of("table", 1L));
        assertThat(broadcast.after).isNull();
    }

    @Test
    void whenTheTimeIsUpItTellsWhoIsLeft() throws Exception {
        run(Stream.concat(Stream.of("busy"), rows("reader", 1_000)).iterator(),
                new SimulatedEndpoint(Duration.ofMillis(1), (id, now) -> 429), Duration.ofMillis(10));

        assertThat(broadcast.waiting).extracting(Broadcast.Recipient::id).contains("busy", broadcast.after);
    }

    @Test
    void recipientsThatNeverAnswerAreReportedWhenTheLastHasCome() throws Exception {
        broadcast(rows("silent", 200), id -> null);

        assertThat(broadcast.report.get("Failed: time is up")).isPositive();
        assertThat(endpoint.time()).isEqualTo(LAST);
    }

    static Stream<Long> seeds() {
        return new Random(1).longs(300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverTheEndpointDoesEachIsDeliveredOnceGoneFailedOrLeftAndTheTimeIsKept(long seed) throws Exception {
        Random random = new Random(seed);
        Integer[] statuses = {200, 200, 410, 429, 429, 500, 403, 0, null};
        int kinds = 1 + random.nextInt(statuses.length);
        Duration time = Duration.ofMillis(random.nextInt(3_000));
        SimulatedEndpoint any = new SimulatedEndpoint(Duration.ofMillis(1 + random.nextInt(200)),
                (id, now) -> statuses[random.nextInt(kinds)]);

        run(rows("reader", random.nextInt(2_000)).iterator(), any, time);

        Map<String, Long> counts = broadcast.report;
        assertThat(counts.get("Delivered") + counts.get("Gone") + counts.get("Failed"))
                .isEqualTo(counts.get("Recipients"));
        assertThat(counts.get("Recipients") + broadcast.waiting.size()).isEqualTo(Set.copyOf(any.posts).size());
        assertThat(any.delivered).doesNotHaveDuplicates();
        assertThat(any.time()).isLessThanOrEqualTo(time.plus(LAST).minus(END).plusMillis(1));
    }

    /** Admits so many posts a second, with a tenth of them at once, and answers 429 to the others. */
    private static final class Quota implements BiFunction<String, Long, Integer> {
        private final double perSecond;
        private double tokens = 100;
        private long last;

        private Quota(int perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public Integer apply(String id, Long now) {
            tokens = Math.min(perSecond / 10, tokens + (now - last) / 1e9 * perSecond);
            last = now;
            if (tokens < 1) {
                return 429;
            }
            tokens--;
            return 200;
        }
    }

    private void broadcast(Stream<String> rows, Function<String, Integer> status) throws Exception {
        broadcast(rows, new SimulatedEndpoint(Duration.ofMillis(10), (id, now) -> status.apply(id)));
    }

    private void broadcast(Stream<String> rows, SimulatedEndpoint to) throws Exception {
        run(rows.iterator(), to, END);
    }

    private void run(Iterator<String> rows, SimulatedEndpoint to, Duration time) throws Exception {
        endpoint = to;
        broadcast = new Broadcast("", rows, endpoint, 8_000);
        broadcast.run(endpoint.in(time), endpoint.in(time.plus(LAST).minus(END)));
    }

    private void assertReport(long recipients, long delivered, long gone, Map<String, Long> causes) {
        long failed = causes.values().stream().mapToLong(Long::longValue).sum();
        assertThat(broadcast.report).containsEntry("Recipients", recipients).containsEntry("Delivered", delivered)
                .containsEntry("Gone", gone).containsEntry("Failed", failed);
        causes.forEach((cause, number) -> assertThat(broadcast.report).containsEntry("Failed: " + cause, number));
    }

    /** Answers these statuses to an id's posts, one after the other, and delivers all others. */
    private static Function<String, Integer> inTurn(Map<String, IntStream> statuses) {
        Map<String, Iterator<Integer>> left = new HashMap<>();
        statuses.forEach((id, stream) -> left.put(id, stream.iterator()));
        return id -> left.containsKey(id) && left.get(id).hasNext() ? left.get(id).next() : 200;
    }

    private static Stream<String> rows(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + "-" + number);
    }

    private static Stream<String> shuffled(Stream<String> some, Stream<String> others) {
        List<String> rows = new ArrayList<>(Stream.concat(some, others).toList());
        Collections.shuffle(rows, new Random(1));
        return rows.stream();
    }
}
