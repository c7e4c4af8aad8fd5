package ${package}.functions;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a message: {@code {"Delivered":2,"Duration":12,"Failed":1,"Gone":1,"HandedOver":0,"Recipients":4,
 * "Retries":0,"causes":{"403":1}}}. {@code Duration} is in milliseconds. A cause is an HTTP status, the name of an
 * error of the CRT, {@code time is up}, {@code not handed over}, or {@code table}, which was not read to its end; these
 * two are counted as {@code Incomplete}, too, since nobody knows how many rows are left. {@code HandedOver} counts the
 * invocations that go on, each with a report of its own.
 */
final class Report {

    private static final Gson GSON = new Gson();

    final Map<String, Long> counts = new TreeMap<>(Map.of("Recipients", 0L, "Delivered", 0L, "Gone", 0L, "Failed", 0L,
            "Retries", 0L, "HandedOver", 0L, "Duration", 0L));
    final Map<String, Long> causes = new TreeMap<>();

    void add(long number, String... names) {
        for (String name : names) {
            counts.merge(name, number, Long::sum);
        }
    }

    void fail(String cause, long number) {
        if (number > 0) {
            add(number, "Recipients", "Failed");
            causes.merge(cause, number, Long::sum);
        }
    }

    JsonObject toJson() {
        JsonObject json = GSON.toJsonTree(counts).getAsJsonObject();
        json.add("causes", GSON.toJsonTree(causes));
        return json;
    }

    /** The line for the log, in CloudWatch's embedded metric format: a metric of every count, by {@code Stage}. */
    String toLine(Publication publication) {
        List<?> metrics = counts.keySet().stream().map(name -> Map.of(
                "Name", name, "Unit", name.equals("Duration") ? "Milliseconds" : "Count")).toList();
        JsonObject line = toJson();
        line.addProperty("level", causes.isEmpty() ? "INFO" : "ERROR");
        line.addProperty("sender", publication.sender());
        line.addProperty("principalId", publication.principalId());
        line.addProperty("Stage", System.getenv("STAGE"));
        line.add("_aws", GSON.toJsonTree(Map.of("Timestamp", System.currentTimeMillis(), "CloudWatchMetrics",
                List.of(Map.of("Namespace", System.getenv("METRICS_NAMESPACE"),
                        "Dimensions", List.of(List.of("Stage")), "Metrics", metrics)))));
        return line.toString();
    }
}
