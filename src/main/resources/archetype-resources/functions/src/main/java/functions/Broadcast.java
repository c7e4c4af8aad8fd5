package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Posts one message to many recipients: decides who is next, first those who were not tried yet, and what an answer
 * means. Knows the clock and the network by its {@link Endpoint} alone, and belongs to the thread that runs it.
 */
final class Broadcast {

    /** While more wait for another try, three of four posts are theirs: memory does not grow with the table. */
    private static final int MAX_WAITING = 1_000;
    private static final long FIRST_BACKOFF = Duration.ofMillis(25).toNanos();
    private static final long MAX_BACKOFF = Duration.ofMillis(500).toNanos();

    final Report report = new Report();
    /** Those whose next try is still to come. */
    final PriorityQueue<Recipient> waiting = new PriorityQueue<>(Comparator.comparingLong(recipient -> recipient.due));
    /** The last row that was read; and whether there may be another. */
    String lastRead;
    boolean unread = true;

    private final Iterator<Recipient> table;
    private final Endpoint endpoint;
    private final Pace pace;
    private final RandomGenerator random;
    private final Consumer<String> closed;
    private int underWay;
    private int turn;

    /** A broadcast to the rows of a table, that tells the id of each whose connection is closed. */
    Broadcast(Iterator<Recipient> table, Endpoint endpoint, double postsPerSecond, RandomGenerator random,
            Consumer<String> closed) {
        this.table = table;
        this.endpoint = endpoint;
        this.pace = new Pace(postsPerSecond, endpoint.now());
        this.random = random;
        this.closed = closed;
    }

    /** What is posted to, and its clock, as {@link System#nanoTime()}. */
    interface Endpoint {
        long now();

        void post(Recipient recipient);

        /** The next answer, {@code null} if none comes in that time. */
        Answer await(long nanos) throws InterruptedException;
    }

    /** Who is to get the message; a row that is not old is of a connection that API Gateway may still be opening. */
    static final class Recipient {
        final String id;
        private final boolean old;
        private int posts;
        private int tries;
        private long due;

        Recipient(String id, boolean old) {
            this.id = id;
            this.old = old;
        }
    }

    /** What came of a post; the cause is an HTTP status or the name of an error. */
    record Answer(Recipient recipient, Outcome outcome, String cause) {
    }

    /** What an answer means for its recipient, and how often that is tried at most. */
    enum Outcome {
        DELIVERED(1),
        /** The connection is closed, or not open yet. */
        GONE(1),
        /** The client does not read; or the account is over its quota, which does not count as a try. */
        THROTTLED(4),
        /** The service failed, or nothing was sent. */
        UNAVAILABLE(6),
        /** Another try would be refused too, or be the message's second. */
        REFUSED(1);

        private final int tries;

        Outcome(int tries) {
            this.tries = tries;
        }

        static Outcome of(int status) {
            return switch (status) {
                case 200 -> DELIVERED;
                case 410 -> GONE;
                case 429 -> THROTTLED;
                default -> status >= 500 ? UNAVAILABLE : REFUSED;
            };
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
                next.posts++;
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
            unread = unread && table.hasNext();
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("The table was not read to its end: " + e.getMessage(), LogLevel.ERROR);
            report.add("Incomplete", 1);
            report.fail("table", 1);
            unread = false;
        }
        return unread;
    }

    private Recipient next(long now) {
        boolean isDue = !waiting.isEmpty() && waiting.peek().due <= now;
        if (isDue && waiting.size() > MAX_WAITING && ++turn % 4 > 0 || !hasNext()) {
            return isDue ? waiting.poll() : null;
        }
        Recipient stored = table.next();
        lastRead = stored.id;
        return stored;
    }

    /** Waits for an answer and deals with it; false if none came in time. */
    private boolean await(long nanos) throws InterruptedException {
        Answer answer = endpoint.await(nanos);
        if (answer == null) {
            return false;
        }
        underWay--;
        Recipient recipient = answer.recipient;
        boolean throttled = answer.outcome == Outcome.THROTTLED;
        pace.answered(recipient.posts == 1, throttled || answer.outcome == Outcome.UNAVAILABLE);
        recipient.tries += throttled && pace.isAccountThrottled() ? 0 : 1;
        if (recipient.tries < answer.outcome.tries) {
            report.add("Retries", 1);
            long backoff = Math.min(MAX_BACKOFF, FIRST_BACKOFF << Math.min(recipient.posts - 1, 10));
            recipient.due = endpoint.now() + random.nextLong(backoff / 2, backoff);
            waiting.add(recipient);
            return true;
        }
        switch (answer.outcome) {
            case DELIVERED -> report.addRecipients("Delivered", 1);
            case GONE -> report.addRecipients("Gone", 1);
            default -> report.fail(answer.cause, 1);
        }
        if (answer.outcome == Outcome.GONE && recipient.old) {
            closed.accept(recipient.id);
        }
        return true;
    }
}
