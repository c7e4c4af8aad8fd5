package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Values of all stacks that others find by name: exports, or SSM parameters. */
final class NamedValues {
    private final List<NamedValue> values = new ArrayList<>();

    /** A name and, for a place that refers to it, a value; evaluated when they are needed: other stacks are in them. */
    private record NamedValue(Supplier<String> name, Function<String, JsonElement> value) {
    }

    void add(Supplier<String> name, Function<String, JsonElement> value) {
        values.add(new NamedValue(name, value));
    }

    Optional<JsonElement> find(String name, String place) {
        return values.stream().filter(value -> value.name().get().equals(name)).findFirst()
                .map(value -> value.value().apply(place));
    }
}
