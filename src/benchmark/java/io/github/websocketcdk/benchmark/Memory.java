package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a large table takes more memory than a small one. */
final class Memory implements Section {
    private static final List<Integer> ROWS = List.of(5_000, 100_000);
    private static final int POSTS = 100_000;
    private static final Pattern COLLECTION = Pattern.compile("Pause .* \\d+M->(\\d+)M");

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        Markdown table = new Markdown("connections", "heap in use after a collection, at most, MB", "peak memory, MB");
        GeneratedFunctions generated = ((GeneratedFunctions) implementations.get(0)).with("-Xmx256m", "-Xlog:gc");
        for (int rows : ROWS) {
            try (FunctionProcess process = bench.start(generated, Implementation.Function.SEND_MESSAGE, rows)) {
                for (int done = 0; done < POSTS; done += rows) {
                    bench.broadcast(process, rows);
                }
                table.row(number(rows, 0), heap(process.output()), number(process.peakMemory(), 0));
            }
        }
        List<String> lines = new ArrayList<>(List.of("## Memory", "", "The generated function with `-Xmx256m`, "
                + number(POSTS, 0) + " posts each.", ""));
        lines.addAll(table.lines());
        return lines;
    }

    private static int heap(String output) {
        int megabytes = 0;
        for (Matcher matcher = COLLECTION.matcher(output); matcher.find();) {
            megabytes = Math.max(megabytes, Integer.parseInt(matcher.group(1)));
        }
        return megabytes;
    }
}
