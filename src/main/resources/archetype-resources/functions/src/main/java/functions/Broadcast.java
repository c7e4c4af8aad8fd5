package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Posts one message to every stored connection. Its state belongs to the thread that calls {@link #run}: the answers,
 * which come on another thread, go through a queue.
 *
 * <p>A post that was throttled (429) is tried again with jittered backoff for as long as there is time: giving up
 * sooner loses recipients while the account is throttled. One that the service failed (5xx) or that was never sent is
 * tried a few times. Others are not: the message may have arrived.
 */
final class Broadcast {

    /** What is left for the answers still to come when no more posts are started. */
    private static final Duration RESERVE = Duration.ofSeconds(8);
    /** While so many recipients wait for another try no more are read, which keeps memory flat. */
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_TRIES = 6;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final Duration NEW_CONNECTION_BACKOFF = Duration.ofSeconds(1);

    private final Iterator<Connections.Connection> connections;
    private final Consumer<String> removal;
    private final ManagementApi managementApi;
    private final ManagementApi.Message message;
    private final Pace pace;
    private final long end;
    private final BroadcastReport report = new BroadcastReport();

    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();
    private final PriorityQueue<Recipient> waiting = new PriorityQueue<>(Comparator.comparingLong(r -> r.due));
    /** As many as the JDK keeps connections to one host. */
    private final ExecutorService removals = Executors.newFixedThreadPool(5);
    private int underWay;
    private boolean tableFailed;

    /**
     * A broadcast that ends within the time, whatever has been reached by then.
     *
     * @param removal is told the id of every connection that is closed
     */
    Broadcast(Stream<Connections.Connection> connections, Consumer<String> removal, ManagementApi managementApi,
            int postsPerSecond, String text, Duration time) {
        this.connections = connections.iterator();
        this.removal = removal;
        this.managementApi = managementApi;
        this.message = managementApi.sign(text);
        this.pace = new Pace(postsPerSecond);
        this.end = System.nanoTime() + time.minus(RESERVE).toNanos();
    }

    private static final class Recipient {
        private final Connections.Connection connection;
        private int tries;
        private boolean wasGone;
        private long due;

        private Recipient(Connections.Connection connection) {
            this.connection = connection;
        }
    }

    private record Answered(Recipient recipient, ManagementApi.Answer answer) {
    }

    BroadcastReport run() throws InterruptedException {
        try {
            postToAll();
        } finally {
            removals.shutdown();
        }
        if (!removals.awaitTermination(end + RESERVE.toNanos() * 7 / 8 - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            removals.shutdownNow();
            LambdaRuntime.getLogger().log("Rows of closed connections stay: time is up", LogLevel.WARN);
        }
        return report.ended();
    }

    private void postToAll() throws InterruptedException {
        for (long now = System.nanoTime(); now < end && !isDone(); now = System.nanoTime()) {
            long wait = pace.untilNext(underWay, now);
            Recipient next = wait == 0 ? next(now) : null;
            if (next != null) {
                post(next);
            } else {
                long nextTry = waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().due - now;
                await(Math.min(wait == 0 ? nextTry : wait, end - now));
            }
        }
        boolean unread = System.nanoTime() >= end && hasStored();
        while (underWay > 0 && await(end + RESERVE.toNanos() * 3 / 4 - System.nanoTime())) {
            continue;
        }
        report.notReached("time is up", underWay + waiting.size());
        report.notReached("table", unread ? 1 : 0);
    }

    private boolean isDone() {
        return underWay == 0 && waiting.isEmpty() && !hasStored();
    }

    /** Whether the table has another row, as far as it can be read. */
    private boolean hasStored() {
        try {
            return !tableFailed && connections.hasNext();
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("The table was not read to its end: " + e.getMessage(), LogLevel.ERROR);
            report.notReached("table", 1);
            tableFailed = true;
            return false;
        }
    }

    private Recipient next(long now) {
        if (!waiting.isEmpty() && waiting.peek().due <= now) {
            return waiting.poll();
        }
        if (waiting.size() < MAX_WAITING && hasStored()) {
            report.recipient();
            return new Recipient(connections.next());
        }
        return null;
    }

    private void post(Recipient recipient) {
        underWay++;
        recipient.tries++;
        managementApi.post(recipient.connection.id(), message, answer -> answers.add(new Answered(recipient, answer)));
        pace.posted(System.nanoTime());
    }

    /** Waits for an answer and deals with it; false if none came in time. */
    private boolean await(long nanos) throws InterruptedException {
        Answered answered = answers.poll(nanos, TimeUnit.NANOSECONDS);
        if (answered == null) {
            return false;
        }
        underWay--;
        Recipient recipient = answered.recipient;
        int status = answered.answer.status();
        boolean throttled = status == 429 || status >= 500;
        if (throttled) {
            pace.throttled();
        } else {
            pace.notThrottled();
        }
        if (status == 200) {
            report.delivered();
        } else if (status == 410 && recipient.connection.isNew() && !recipient.wasGone) {
            // Its row is there before API Gateway has opened the connection.
            recipient.wasGone = true;
            tryAgain(recipient, NEW_CONNECTION_BACKOFF);
        } else if (status == 410) {
            report.gone();
            removals.execute(() -> remove(recipient.connection.id()));
        } else if (status == 429 || (throttled || answered.answer.unsent()) && recipient.tries < MAX_TRIES) {
            Duration backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(recipient.tries - 1, 10));
            tryAgain(recipient, backoff.compareTo(MAX_BACKOFF) < 0 ? backoff : MAX_BACKOFF);
        } else {
            report.notReached(answered.answer.cause(), 1);
        }
        return true;
    }

    private void tryAgain(Recipient recipient, Duration backoff) {
        report.retry();
        long jittered = ThreadLocalRandom.current().nextLong(backoff.toNanos() / 2, backoff.toNanos());
        recipient.due = System.nanoTime() + jittered;
        waiting.add(recipient);
    }

    private void remove(String id) {
        try {
            removal.accept(id);
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("A row of a closed connection stays: " + e.getMessage(), LogLevel.WARN);
        }
    }
}
