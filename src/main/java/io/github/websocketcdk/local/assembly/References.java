package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What refers to things that are not run here, and the placeholders that stand for their values. */
final class References {
    /** What a placeholder starts with: {@code not-run:Letters.Arn}. */
    static final String PLACEHOLDER = "not-run:";

    /** The place of a reference that nobody needs to know of. */
    static final String UNSAID = "";

    private final Map<String, Set<String>> places = new TreeMap<>();
    private final Map<String, String> described = new HashMap<>();

    /**
     * Notes who refers to something.
     *
     * @param what the thing in short, {@code Letters.Arn}
     * @param description the thing for who reads it: {@code Letters (AWS::SQS::Queue)}
     * @param place who refers to it: {@code Send.QUEUE_URL}
     * @return what stands for its value
     */
    JsonPrimitive placeholder(String what, String description, String place) {
        if (!place.equals(UNSAID)) {
            places.computeIfAbsent(description, d -> new TreeSet<>()).add(place);
        }
        described.put(PLACEHOLDER + what, description);
        return new JsonPrimitive(PLACEHOLDER + what);
    }

    /** The places that refer to each thing, by its description. */
    Map<String, Set<String>> places() {
        return places;
    }

    /** A value for who reads it: what a placeholder stands for, another as it is. */
    String describe(String value) {
        return described.getOrDefault(value, value);
    }
}
