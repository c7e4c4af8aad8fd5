package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Posts one message to many recipients: decides who is next, first those who were not tried yet, and what an answer
 * means. Knows the clock and the network by its {@link Endpoint} alone, and belongs to the thread that runs it.
 */
final class Broadcast {

    /** While more wait for another try, three of four posts are theirs: memory does not grow with the table. */
    private static final int MAX_WAITING = 1_000;
    private static final long BACKOFF = Duration.ofMillis(75).toNanos();

    final Report report = new Report();
    /** Those whose next try is still to come, in that order. */
    final Deque<Recipient> waiting = new ArrayDeque<>();
    /** The last row that was read, at first the one before the first; {@code null} if there are no more. */
    String after;

    private final Iterator<Recipient> rows;
    private final Endpoint endpoint;
    private final Pace pace;
    private final Consumer<String> closed;
    private int underWay;
    private int turn;

    /** A broadcast to the rows of a table, that tells the id of each whose connection is closed. */
    Broadcast(String after, Iterator<Recipient> rows, Endpoint endpoint, double postsPerSecond,
            Consumer<String> closed) {
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

    /** Who is to get the message; a row that is not old is of a connection that API Gateway may still be opening. */
    static final class Recipient {
        final String id;
        private final boolean old;
        private int tries;
        private boolean again;
        private long due;

        Recipient(String id, boolean old) {
            this.id = id;
            this.old = old;
        }
    }

    /** What came of a post: its HTTP status, 503 if nothing was sent, 0 if nobody knows; and a cause for the report. */
    record Answer(Recipient recipient, int status, String cause) {

        /** How often this is tried at most: what is refused is refused again, and what may have arrived is not sent. */
        int maxTries() {
            // 429: the client does not read; or the account is over its quota, which does not count as a try.
            return status == 429 ? 4 : status >= 500 ? 6 : 1;
        }
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
            continue;
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
        if (isDue && waiting.size() > MAX_WAITING && ++turn % 4 > 0 || !hasNext()) {
            return isDue ? waiting.poll() : null;
        }
        Recipient row = rows.next();
        after = row.id;
        return row;
    }

    /** Waits for an answer and deals with it; false if none came in time. */
    private boolean await(long nanos) throws InterruptedException {
        Answer answer = endpoint.await(nanos);
        if (answer == null) {
            return false;
        }
        underWay--;
        Recipient recipient = answer.recipient;
        pace.answered(!recipient.again, answer.maxTries() > 1);
        recipient.tries += answer.status == 429 && pace.isAccountThrottled() ? 0 : 1;
        if (recipient.tries < answer.maxTries()) {
            report.add(1, "Retries");
            recipient.again = true;
            recipient.due = endpoint.now() + BACKOFF;
            waiting.add(recipient);
        } else if (answer.status == 200) {
            report.add(1, "Recipients", "Delivered");
        } else if (answer.status == 410) {
            report.add(1, "Recipients", "Gone");
            if (recipient.old) {
                closed.accept(recipient.id);
            }
        } else {
            report.fail(answer.cause, 1);
        }
        return true;
    }
}
