package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a post costs a warm process with a small table and with a large one. */
final class Growth implements Section {
    private static final List<Integer> ROWS = List.of(500, 5_000, 50_000);
    private static final int WARM_UP_POSTS = 50_000;
    private static final int POSTS = 50_000;
    private static final int REPEATS = 3;

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        Map<Integer, FunctionProcess> processes = new LinkedHashMap<>();
        Map<Integer, List<Bench.Broadcast>> broadcasts = new LinkedHashMap<>();
        Markdown table = new Markdown("connections", "posts a second", "CPU ms a post", "CPU, 5,000 = 1",
                "peak memory, MB");
        try {
            for (int rows : ROWS) {
                broadcasts.put(rows, new ArrayList<>());
                processes.put(rows, bench.start(implementations.get(0), Implementation.Function.SEND_MESSAGE, rows));
                broadcast(bench, processes.get(rows), rows, WARM_UP_POSTS);
            }
            for (int repeat = 0; repeat < REPEATS; repeat++) {
                for (int rows : ROWS) {
                    broadcasts.get(rows).add(broadcast(bench, processes.get(rows), rows, POSTS));
                }
            }
            double middle = Median.of(broadcasts.get(5_000), Bench.Broadcast::cpuMillisPerPost);
            for (int rows : ROWS) {
                double cpu = Median.of(broadcasts.get(rows), Bench.Broadcast::cpuMillisPerPost);
                table.row(number(rows, 0), number(Median.of(broadcasts.get(rows), Bench.Broadcast::postsPerSecond), 0),
                        number(cpu, 3), number(cpu / middle, 2), number(processes.get(rows).peakMemory(), 0));
            }
        } finally {
            for (FunctionProcess process : processes.values()) {
                process.close();
            }
        }
        List<String> lines = new ArrayList<>(List.of("## Growth", "", "The generated function after "
                + number(WARM_UP_POSTS, 0) + " posts, with tables of three sizes: " + number(POSTS, 0)
                + " posts each, in as many invocations as that takes; medians of " + REPEATS + ". (The tutorial's "
                + "function reads one page of the table, 1 MB, and leaves out the connections on the others.)", ""));
        lines.addAll(table.lines());
        return lines;
    }

    /** So many posts, in one invocation or in several, as if it were one. */
    private static Bench.Broadcast broadcast(Bench bench, FunctionProcess process, int rows, int posts)
            throws Exception {
        double seconds = 0;
        double secondsToFirstPost = 0;
        double cpuSeconds = 0;
        for (int done = 0; done < posts; done += rows) {
            Bench.Broadcast one = bench.broadcast(process, rows);
            seconds += one.seconds();
            secondsToFirstPost += one.secondsToFirstPost();
            cpuSeconds += one.cpuSeconds();
        }
        return new Bench.Broadcast(posts, seconds, secondsToFirstPost, cpuSeconds);
    }
}
