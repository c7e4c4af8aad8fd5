package ${package}.functions;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What came of a broadcast, in numbers. */
final class BroadcastReport {

    private final long start = System.nanoTime();
    private long millis;
    private int recipients;
    private int delivered;
    private int gone;
    private int retries;
    private final Map<String, Integer> notReached = new TreeMap<>();

    void recipient() {
        recipients++;
    }

    void delivered() {
        delivered++;
    }

    void gone() {
        gone++;
    }

    void retry() {
        retries++;
    }

    void notReached(String cause, int count) {
        if (count > 0) {
            notReached.merge(cause, count, Integer::sum);
        }
    }

    BroadcastReport ended() {
        millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return this;
    }

    /** Whether every connection has the message, but for those that were closed. */
    boolean reachedAll() {
        return notReached.isEmpty();
    }

    /**
     * {@code {"recipients":4,"delivered":2,"gone":1,"failed":{"403":1},"retries":0,"millis":12}}; the keys of
     * {@code failed} are HTTP statuses, names of the CRT's errors, {@code time is up}, or {@code table}: the table was
     * not read to its end, and nobody knows how many rows there are.
     */
    JsonObject toJson() {
        JsonObject failed = new JsonObject();
        notReached.forEach(failed::addProperty);
        JsonObject json = new JsonObject();
        json.addProperty("recipients", recipients);
        json.addProperty("delivered", delivered);
        json.addProperty("gone", gone);
        json.add("failed", failed);
        json.addProperty("retries", retries);
        json.addProperty("millis", millis);
        return json;
    }
}
