package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Posts one message to many recipients: decides who is next, first those who were not tried yet, and what an answer
 * means. Knows the clock and the network by its {@link Endpoint} alone, and belongs to the thread that runs it.
 */
final class Broadcast {

    /** While more wait for another try, three of four posts are theirs, so that memory stays bounded. */
    private static final int MAX_WAITING = 1_000;
    /** How often a status is tried; 429 of a client that does not read, since the account's own is no try. */
    private static final Map<Integer, Integer> MAX_TRIES = Map.of(429, 4, 500, 6, 502, 6, 503, 6, 504, 6);
    private static final long BACKOFF = Duration.ofMillis(75).toNanos();

    final Report report = new Report();
    /** Those whose next try is still to come, in that order. */
    final Deque<Recipient> waiting = new ArrayDeque<>();
    /** The id after which to go on reading: {@code ""} for all, {@code null} if there are no more. */
    String after;

    private final Iterator<String> rows;
    private final Endpoint endpoint;
    private final Pace pace;
    private final Consumer<String> closed;
    private int underWay;
    private int turn;

    /** A broadcast to the ids of a table, which tells each whose connection is closed. */
    Broadcast(String after, Iterator<String> rows, Endpoint endpoint, double postsPerSecond, Consumer<String> closed) {
        this.after = after;
        this.rows = rows;
        this.endpoint = endpoint;
        this.pace = new Pace(postsPerSecond, endpoint.now());
        this.closed = closed;
    }

    /** What is posted to, and its clock, as {@link System#nanoTime()}. */
    interface Endpoint {
        default long now() {
            return System.nanoTime();
        }

        void post(Recipient recipient);

        /** The next answer, {@code null} if none comes in that time. */
        Answer await(long nanos) throws InterruptedException;
    }

    /** Who is to get the message. */
    static final class Recipient {
        final String id;
        private int tries;
        private boolean again;
        private long due;

        Recipient(String id) {
            this.id = id;
        }
    }

    /** What came of a post: its HTTP status, 503 if nothing was sent, 0 if it may have been; and a cause, to report. */
    record Answer(Recipient recipient, int status, String cause) {
    }

    /** Posts until everybody is reached or the end has come; then waits until the last for the answers under way. */
    void run(long end, long last) throws InterruptedException {
        for (long now = endpoint.now(); now < end && (underWay + waiting.size() > 0 || hasNext());
                now = endpoint.now()) {
            long wait = pace.untilNext(underWay, now);
            Recipient next = wait == 0 ? next(now) : null;
            if (next != null) {
                underWay++;
                pace.posted(now);
                endpoint.post(next);
            } else {
                long nextTry = waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().due - now;
                await(Math.min(wait == 0 ? nextTry : wait, end - now));
            }
        }
        while (underWay > 0 && await(last - endpoint.now())) {
            // Until all have answered, or none does.
        }
        report.fail("time is up", underWay);
    }

    private boolean hasNext() {
        try {
            if (after != null && rows.hasNext()) {
                return true;
            }
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("The table was not read to its end: " + e.getMessage(), LogLevel.ERROR);
            report.add(1, "Incomplete");
            report.fail("table", 1);
        }
        after = null;
        return false;
    }

    private Recipient next(long now) {
        boolean isDue = !waiting.isEmpty() && waiting.peek().due <= now;
        boolean isTurn = isDue && waiting.size() > MAX_WAITING && ++turn % 4 > 0;
        if (isTurn || !hasNext()) {
            return isDue ? waiting.poll() : null;
        }
        after = rows.next();
        return new Recipient(after);
    }

    /** Waits for an answer and deals with it; false if none came in time. */
    private boolean await(long nanos) throws InterruptedException {
        Answer answer = endpoint.await(nanos);
        if (answer == null) {
            return false;
        }
        underWay--;
        Recipient recipient = answer.recipient;
        int maxTries = MAX_TRIES.getOrDefault(answer.status, 1);
        pace.answered(!recipient.again, maxTries > 1);
        if (answer.status != 429 || !pace.isAccountThrottled()) {
            recipient.tries++;
        }
        if (recipient.tries < maxTries) {
            report.add(1, "Retries");
            recipient.again = true;
            recipient.due = endpoint.now() + BACKOFF;
            waiting.add(recipient);
        } else if (answer.status == 200) {
            report.add(1, "Recipients", "Delivered");
        } else if (answer.status == 410) {
            report.add(1, "Recipients", "Gone");
            closed.accept(recipient.id);
        } else {
            report.fail(answer.cause, 1);
        }
        return true;
    }
}
