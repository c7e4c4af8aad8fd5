package ${package}.functions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiFunction;

/** An endpoint in a time of its own, which passes at once: it answers each post after a while, as it is told to. */
final class SimulatedEndpoint implements Broadcast.Endpoint {
    /** The ids that were posted to, in order. */
    final List<String> posts = new ArrayList<>();
    /** The ids that have the message, in order. */
    final List<String> delivered = new ArrayList<>();

    private final PriorityQueue<Pending> pending = new PriorityQueue<>(Comparator.comparingLong(Pending::due));
    private final long latency;
    private final BiFunction<String, Long, Integer> status;
    private long now = 1_000;

    /**
     * An endpoint.
     *
     * @param status the status for a post to an id at a time, {@code null} if none is ever answered
     */
    SimulatedEndpoint(Duration latency, BiFunction<String, Long, Integer> status) {
        this.latency = latency.toNanos();
        this.status = status;
    }

    private record Pending(long due, Broadcast.Answer answer) {
    }

    Duration time() {
        return Duration.ofNanos(now - 1_000);
    }

    /** A time that is still to come. */
    long in(Duration duration) {
        return now + duration.toNanos();
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void post(Broadcast.Recipient recipient) {
        posts.add(recipient.id());
        Integer answer = status.apply(recipient.id(), now);
        if (answer != null) {
            if (answer == 200) {
                delivered.add(recipient.id());
            }
            pending.add(new Pending(now + latency, new Broadcast.Answer(recipient, answer, answer.toString())));
        }
    }

    @Override
    public Broadcast.Answer answer() {
        if (pending.isEmpty() || pending.peek().due > now + 1_000_000) {
            now += 1_000_000;
            return null;
        }
        now = Math.max(now, pending.peek().due);
        return pending.poll().answer;
    }
}
