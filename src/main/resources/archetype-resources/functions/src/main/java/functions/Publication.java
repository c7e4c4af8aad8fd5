package ${package}.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A message, and whom it is for: {@code connectionIds}, and the table after the id {@code after}.
 *
 * @param after {@code ""} for all of the table, {@code null} for none of it
 * @param segment which of {@code segments} of the table, 0 of 0 while it is not divided
 * @param soFar the counts of the invocations before
 */
record Publication(String data, List<String> connectionIds, String sender, String principalId, String after,
        int segment, int segments, Map<String, Long> soFar) {

    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final Set<String> NAMES = Set.of(
            "data", "connectionIds", "sender", "principalId", "after", "segment", "segments", "soFar");

    /** Without connection ids it is for the whole table. */
    Publication {
        after = connectionIds == null && after == null ? "" : after;
        connectionIds = connectionIds == null ? List.of() : connectionIds;
        soFar = soFar == null ? Map.of() : soFar;
    }

    Publication(String data, List<String> connectionIds, String sender, String principalId) {
        this(data, connectionIds, sender, principalId, null, 0, 0, null);
    }

    /** Reads an event of {@code Publish}. Like the method below, throws {@link JsonParseException} if it is none. */
    static Publication parse(String json) {
        JsonObject object = parseObject(json);
        List<String> unknown = object.keySet().stream().filter(name -> !NAMES.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new JsonParseException("Not known: " + unknown + ".");
        }
        Publication publication = GSON.fromJson(object, Publication.class);
        if (publication.connectionIds.stream().anyMatch(Objects::isNull)) {
            throw new JsonParseException("null is no connection.");
        }
        return publication;
    }

    /** Reads an object with {@code data}, which becomes text: a string as it is, any other JSON value as its JSON. */
    static JsonObject parseObject(String json) {
        try {
            JsonObject object = GSON.fromJson(json, JsonObject.class);
            if (object != null && object.has("data")) {
                if (!(object.get("data") instanceof JsonPrimitive primitive && primitive.isString())) {
                    object.addProperty("data", object.get("data").toString());
                }
                return object;
            }
        } catch (JsonParseException e) {
            // Says no more than the error below, and has the message in it.
        }
        throw new JsonParseException("The message is not a JSON object with \"data\".");
    }

    /** What is left for another invocation, with what came of it in this one. */
    Publication rest(List<String> ids, String row, int number, int count, Report report) {
        Map<String, Long> sums = new TreeMap<>(report.counts);
        soFar.forEach((name, sum) -> sums.merge(name, sum, Long::sum));
        return new Publication(data, ids, sender, principalId, row, number, count, sums);
    }

    @Override
    public String toString() {
        return GSON.toJson(this);
    }
}
