package io.github.websocketcdk.benchmark;

import java.util.List;

/** One table of the report. */
interface Section {
    /** Measures, and returns lines of Markdown. */
    List<String> measure(Bench bench, List<Implementation> implementations) throws Exception;
}
