package ${package}.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * A message, and whom it is for: those of {@code connectionIds}, and those of the table after a row, {@code ""} for the
 * first. The rest is for the invocation that goes on: the segment of so many, and what came of the message so far.
 */
record Publication(JsonElement data, List<String> connectionIds, String sender, String principalId, String after,
        int segment, int segments, Map<String, Long> soFar) {

    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final Set<String> NAMES = Set.of(
            "data", "connectionIds", "sender", "principalId", "after", "segment", "segments", "soFar");

    /** Without connection ids and a row it is for everybody. */
    Publication {
        after = connectionIds == null && after == null ? "" : after;
        connectionIds = connectionIds == null ? List.of() : connectionIds;
        soFar = soFar == null ? Map.of() : soFar;
    }

    Publication(JsonElement data, List<String> connectionIds, String sender, String principalId) {
        this(data, connectionIds, sender, principalId, null, 0, 0, null);
    }

    /** Reads a publication; throws {@link JsonParseException} where it is something else. */
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

    /** Reads a JSON object that has {@code data}; throws {@link JsonParseException} where it is something else. */
    static JsonObject parseObject(String json) {
        try {
            JsonObject object = GSON.fromJson(json, JsonObject.class);
            if (object != null && object.has("data")) {
                return object;
            }
        } catch (JsonParseException e) {
            // Says no more than the error below, and has the message in it.
        }
        throw new JsonParseException("The message is not a JSON object with \"data\".");
    }

    /** The same for other connections, with what came of it here. */
    Publication rest(List<String> ids, String row, int number, int count, Report report) {
        Map<String, Long> sums = new TreeMap<>(report.counts);
        soFar.forEach((name, sum) -> sums.merge(name, sum, Long::sum));
        return new Publication(data, ids, sender, principalId, row, number, count, sums);
    }

    /** What the connections get: a string as it is, any other JSON value as its JSON text. */
    String text() {
        return data.isJsonPrimitive() && data.getAsJsonPrimitive().isString() ? data.getAsString() : data.toString();
    }

    @Override
    public String toString() {
        return GSON.toJson(this);
    }
}
