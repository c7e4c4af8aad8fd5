package io.github.websocketcdk.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What repeated measurements have in the middle. */
final class Median {
    private Median() {
    }

    static <T> double of(List<T> measurements, ToDoubleFunction<T> value) {
        List<Double> sorted = new ArrayList<>(measurements.stream().map(value::applyAsDouble).toList());
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
