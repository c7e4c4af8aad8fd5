package io.github.websocketcdk.local.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Headers or query parameters in the two forms in which events have them: the last value of each name, and all. */
final class MultiValues {
    private final Map<String, String> last = new LinkedHashMap<>();
    private final Map<String, List<String>> all = new LinkedHashMap<>();

    MultiValues add(String name, String value) {
        last.put(name, value);
        all.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        return this;
    }

    /** The last value of each name; null where there is no name. */
    Map<String, String> last() {
        return last.isEmpty() ? null : last;
    }

    /** All values of each name; null where there is no name. */
    Map<String, List<String>> all() {
        return all.isEmpty() ? null : all;
    }
}
