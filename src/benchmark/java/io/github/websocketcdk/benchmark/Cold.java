package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fresh process until its first answers. */
final class Cold implements Section {
    private static final int REPEATS = 5;
    /** No message goes to the rows that the other functions add and remove. */
    private static final Map<Implementation.Function, Integer> ROWS = Map.of(
            Implementation.Function.CONNECT, 1, Implementation.Function.DISCONNECT, 1,
            Implementation.Function.SEND_MESSAGE, 10);

    private record Key(Implementation.Function function, Implementation implementation) {
    }

    private record Start(Duration startUp, Duration first, Duration second) {
    }

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        List<Implementation> all = new ArrayList<>(implementations);
        all.add(((GeneratedFunctions) implementations.get(0)).restored());
        Map<Key, List<Start>> starts = new LinkedHashMap<>();
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (Implementation.Function function : Implementation.Function.values()) {
                for (Implementation implementation : all) {
                    starts.computeIfAbsent(new Key(function, implementation), key -> new ArrayList<>())
                            .add(start(bench, implementation, function));
                }
            }
        }
        Markdown table = new Markdown("", "start-up, ms", "first invocation, ms", "both, ms",
                "second invocation, ms");
        starts.forEach((key, measured) -> table.row("`" + key.function.route() + "`, " + key.implementation.name(),
                millis(measured, Start::startUp), millis(measured, Start::first),
                number(Median.of(measured, start -> start.startUp.plus(start.first).toNanos() / 1e6), 0),
                millis(measured, Start::second)));
        List<String> lines = new ArrayList<>(List.of("## Cold", "", "Start-up lasts from the start of the process, "
                + "or, with SnapStart, from the end of its priming, until it asks for its first event; it goes on in "
                + "the same process, and a real restore from a snapshot is not measured. `sendmessage` goes to 10 "
                + "connections. Medians of " + REPEATS + ".", ""));
        lines.addAll(table.lines());
        return lines;
    }

    private static Start start(Bench bench, Implementation implementation, Implementation.Function function)
            throws Exception {
        int rows = ROWS.get(function);
        try (FunctionProcess process = bench.start(implementation, function, rows)) {
            Duration first = process.invoke(bench.event(function)).time();
            Duration second = process.invoke(bench.event(function)).time();
            return new Start(process.startUp(), first, second);
        }
    }

    private static String millis(List<Start> starts, java.util.function.Function<Start, Duration> value) {
        return number(Median.of(starts, start -> value.apply(start).toNanos() / 1e6), 0);
    }
}
