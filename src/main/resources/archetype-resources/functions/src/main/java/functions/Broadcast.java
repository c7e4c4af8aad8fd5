package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Posts one message to many recipients: decides who is next, first those who were not tried yet, and what an answer
 * means. Knows API Gateway and the clock by its {@link Endpoint} alone, and belongs to the thread that runs it.
 */
final class Broadcast {
    /** While more wait for another try, they take turns with first tries: few are in memory, or handed over by id. */
    private static final int MAX_WAITING = 1_000;
    /** Tries by status, 1 for others. A 429 does not count as one while the account is over its quota. */
    private static final Map<Integer, Integer> MAX_TRIES = Map.of(429, 4, 500, 6, 502, 6, 503, 6, 504, 6);
    private static final long BACKOFF_NANOS = 75_000_000;

    final Report report = new Report();
    /** Those whose next try is still to come, in that order. */
    final ArrayDeque<Recipient> waiting = new ArrayDeque<>();
    /** Ids of closed connections; the next broadcast meets those again that are too many. */
    final ArrayBlockingQueue<String> closed = new ArrayBlockingQueue<>(1_000);
    /** The id after which to go on reading: {@code ""} for all, {@code null} if there are no more. */
    String after;
    private final Iterator<String> rows;
    private final Endpoint endpoint;
    private final Pace pace;
    private int underWay;
    private int turn;

    Broadcast(String after, Iterator<String> rows, Endpoint endpoint, double postsPerSecond) {
        this.after = after;
        this.rows = rows;
        this.endpoint = endpoint;
        this.pace = new Pace(postsPerSecond, endpoint.now());
    }

    /** What is posted to, and its clock, as {@link System#nanoTime()}. */
    interface Endpoint {
        default long now() {
            return System.nanoTime();
        }

        void post(Recipient recipient);

        /** The next answer, {@code null} if none comes within a millisecond. */
        Answer answer();
    }

    /** Who is to get the message, the tries that count, and when the next is due: 0 for the first. */
    record Recipient(String id, int tries, long due) { }

    /** What came of a post: its HTTP status, 503 if nothing was sent, 0 if it may have been; and a cause, to report. */
    record Answer(Recipient recipient, int status, String cause) { }

    /** Posts until everybody is reached or the end has come; then waits until the last for the answers under way. */
    void run(long end, long last) {
        for (long now = endpoint.now(); now < end && (underWay + waiting.size() > 0 || hasNext());
                now = endpoint.now()) {
            Recipient next = pace.allowsPost(underWay, now) ? next(now) : null;
            if (next == null) {
                takeAnswer();
            } else {
                underWay++;
                pace.posted(now);
                endpoint.post(next);
            }
        }
        while (underWay > 0 && endpoint.now() < last) {
            takeAnswer();
        }
        report.fail("time is up", underWay);
    }

    private boolean hasNext() {
        try {
            after = after != null && rows.hasNext() ? after : null;
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("The table was not read to its end: " + e.getMessage(), LogLevel.ERROR);
            report.add(1, "Incomplete");
            report.fail("table", 1);
            after = null;
        }
        return after != null;
    }

    /** First tries go first: but one post in four while retries are due, and many wait or the account is throttled. */
    private Recipient next(long now) {
        boolean isDue = !waiting.isEmpty() && waiting.peek().due <= now;
        boolean takesTurns = waiting.size() > MAX_WAITING || pace.isAccountThrottled();
        if ((isDue && takesTurns && ++turn % 4 > 0) || !hasNext()) {
            return isDue ? waiting.poll() : null;
        }
        after = rows.next();
        return new Recipient(after, 0, 0);
    }

    private void takeAnswer() {
        Answer answer = endpoint.answer();
        if (answer == null) {
            return;
        }
        underWay--;
        Recipient recipient = answer.recipient;
        int maxTries = MAX_TRIES.getOrDefault(answer.status, 1);
        pace.answered(recipient.due == 0, maxTries > 1);
        int tries = recipient.tries + (answer.status == 429 && pace.isAccountThrottled() ? 0 : 1);
        if (tries < maxTries) {
            waiting.add(new Recipient(recipient.id, tries, endpoint.now() + BACKOFF_NANOS));
        } else if (answer.status == 200) {
            report.add(1, "Recipients", "Delivered");
        } else if (answer.status == 410) {
            report.add(1, "Recipients", "Gone");
            closed.offer(recipient.id);
        } else {
            report.fail(answer.cause, 1);
        }
    }
}
