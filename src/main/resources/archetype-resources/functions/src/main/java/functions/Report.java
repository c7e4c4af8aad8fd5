package ${package}.functions;

import com.google.gson.Gson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a message, counted: {@code {"Delivered":2,"Duration":12,"Failed":1,"Failed: 403":1,"Gone":1,
 * "HandedOver":0,"Incomplete":0,"Recipients":4}}. {@code Duration} is in milliseconds. Failures are also counted by
 * their cause: an HTTP status, the name of an error of the CRT, {@code time is up}, {@code not handed over}, or
 * {@code table}, which was not read to its end. The last two are {@code Incomplete}, too: nobody knows how many more
 * were not reached. {@code HandedOver} counts the invocations that go on, each with a report of its own.
 */
final class Report extends TreeMap<String, Long> {
    private static final List<String> METRICS =
            List.of("Recipients", "Delivered", "Gone", "Failed", "Incomplete", "HandedOver", "Duration");

    Report() {
        METRICS.forEach(name -> put(name, 0L));
    }

    void add(long number, String... names) {
        for (String name : names) {
            merge(name, number, Long::sum);
        }
    }

    void fail(String cause, long number) {
        if (number > 0) {
            add(number, "Recipients", "Failed", "Failed: " + cause);
        }
    }

    /** The line for the log, in CloudWatch's embedded metric format: metrics by {@code Stage}. */
    String toLine(Publication publication) {
        Map<String, Object> line = new TreeMap<>(this);
        line.put("level", get("Failed") == 0 ? "INFO" : "ERROR");
        line.put("sender", publication.sender());
        line.put("principalId", publication.principalId());
        line.put("Stage", System.getenv("STAGE"));
        line.put("_aws", Map.of("Timestamp", System.currentTimeMillis(), "CloudWatchMetrics", List.of(Map.of(
                "Namespace", System.getenv("METRICS_NAMESPACE"), "Dimensions", List.of(List.of("Stage")),
                "Metrics", METRICS.stream().map(name -> Map.of("Name", name)).toList()))));
        // A tree: as text, Gson would escape the = of connection ids.
        return new Gson().toJsonTree(line).toString();
    }
}
