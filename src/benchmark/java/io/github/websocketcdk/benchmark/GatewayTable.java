package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians of the rounds of APIs, and the ratios of the first API's to the others'. */
final class GatewayTable {
    private GatewayTable() {
    }

    /** A figure of a round. */
    record Column(String name, int decimals, ToDoubleFunction<GatewayRound> value) {
    }

    static List<String> lines(List<Column> columns, List<MeasuredApi> apis, List<String> rounds, String ratio) {
        List<String> names = new ArrayList<>(List.of(""));
        columns.forEach(column -> names.add(column.name));
        Markdown table = new Markdown(names.toArray(String[]::new));
        for (MeasuredApi api : apis) {
            for (String round : rounds) {
                List<Object> cells = new ArrayList<>(List.of(api.name() + ", " + round));
                if (api.failure(round) == null) {
                    columns.forEach(column -> cells.add(number(median(api, round, column), column.decimals)));
                } else {
                    cells.add(api.failure(round));
                    cells.addAll(Collections.nCopies(columns.size() - 1, ""));
                }
                table.row(cells.toArray());
            }
        }
        for (MeasuredApi other : apis.subList(1, apis.size())) {
            if (other.failure(ratio) == null) {
                List<Object> cells = new ArrayList<>(List.of("ratio to " + other.name() + ", " + ratio));
                columns.forEach(column -> cells.add(
                        number(median(apis.get(0), ratio, column) / median(other, ratio, column), 2)));
                table.row(cells.toArray());
            }
        }
        return table.lines();
    }

    private static double median(MeasuredApi api, String round, Column column) {
        return Median.of(api.rounds(round), column.value);
    }
}
