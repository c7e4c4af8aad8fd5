package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A message to 5,000 connections, from the first invocation of a fresh process to the fifth. */
final class FanOut implements Section {
    private static final int ROWS = 5_000;
    private static final int INVOCATIONS = 5;
    private static final int REPEATS = 3;

    private final Map<Implementation, List<List<Bench.Broadcast>>> broadcasts = new LinkedHashMap<>();
    private final Map<Implementation, List<Double>> peaks = new LinkedHashMap<>();

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (Implementation implementation : implementations) {
                measure(bench, implementation);
            }
        }
        List<String> lines = new ArrayList<>(List.of("## Fan-out", "",
                "A message to 5,000 connections by a fresh process, from its first invocation to its fifth; medians of "
                + REPEATS + " processes. An invocation lasts from the event to the answer, reading the table "
                + "included. Ratios are Java's figure divided by JavaScript's.", ""));
        lines.addAll(table("posts a second", 0, Bench.Broadcast::postsPerSecond));
        lines.add("");
        lines.addAll(table("CPU ms a post", 3, Bench.Broadcast::cpuMillisPerPost));
        lines.add("");
        lines.addAll(table("ms to the first post", 0, broadcast -> 1_000 * broadcast.secondsToFirstPost()));
        lines.add("");
        peaks.forEach((implementation, megabytes) -> lines.add("Peak memory, " + implementation.name() + ": "
                + number(Median.of(megabytes, m -> m), 0) + " MB."));
        return lines;
    }

    private void measure(Bench bench, Implementation implementation) throws Exception {
        List<List<Bench.Broadcast>> byInvocation = broadcasts.computeIfAbsent(implementation, i -> new ArrayList<>());
        try (FunctionProcess process = bench.start(implementation, Implementation.Function.SEND_MESSAGE, ROWS)) {
            for (int i = 0; i < INVOCATIONS; i++) {
                if (byInvocation.size() == i) {
                    byInvocation.add(new ArrayList<>());
                }
                byInvocation.get(i).add(bench.broadcast(process, ROWS));
            }
            peaks.computeIfAbsent(implementation, i -> new ArrayList<>()).add(process.peakMemory());
        }
    }

    private List<String> table(String what, int decimals, ToDoubleFunction<Bench.Broadcast> value) {
        List<String> columns = new ArrayList<>(List.of(what));
        for (int i = 1; i <= INVOCATIONS; i++) {
            columns.add("invocation " + i);
        }
        Markdown table = new Markdown(columns.toArray(String[]::new));
        List<double[]> rows = new ArrayList<>();
        broadcasts.forEach((implementation, byInvocation) -> {
            double[] medians = byInvocation.stream().mapToDouble(same -> Median.of(same, value)).toArray();
            rows.add(medians);
            table.row(row(implementation.name(), medians, decimals));
        });
        if (rows.size() == 2) {
            double[] ratios = new double[INVOCATIONS];
            for (int i = 0; i < INVOCATIONS; i++) {
                ratios[i] = rows.get(0)[i] / rows.get(1)[i];
            }
            table.row(row("ratio", ratios, 2));
        }
        return table.lines();
    }

    private static Object[] row(String name, double[] values, int decimals) {
        List<Object> cells = new ArrayList<>(List.of(name));
        for (double value : values) {
            cells.add(number(value, decimals));
        }
        return cells.toArray();
    }
}
