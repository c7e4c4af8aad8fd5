package io.github.websocketcdk.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table in Markdown: one column of text, the others of numbers. */
final class Markdown {
    private final List<String> lines = new ArrayList<>();

    Markdown(String... columns) {
        row((Object[]) columns);
        lines.add("| --- |" + String.join("", Collections.nCopies(columns.length - 1, " ---: |")));
    }

    Markdown row(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        lines.add(line.toString());
        return this;
    }

    List<String> lines() {
        return lines;
    }

    /** A number with so many decimals and a comma between thousands. */
    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
