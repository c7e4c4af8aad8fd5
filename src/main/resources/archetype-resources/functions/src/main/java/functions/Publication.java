package ${package}.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A message, and whom it is for: every connection of the table, or those of {@code connectionIds}. The rest is for the
 * invocation that goes on: the row after which to read, the segment of so many, and what came of the message so far.
 */
record Publication(JsonElement data, List<String> connectionIds, String sender, String principalId, String after,
        int segment, int segments, Map<String, Long> soFar) {

    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final Set<String> NAMES = Set.of(
            "data", "connectionIds", "sender", "principalId", "after", "segment", "segments", "soFar");

    Publication {
        soFar = soFar == null ? Map.of() : soFar;
    }

    Publication(String data, List<String> connectionIds, String sender, String principalId) {
        this(new JsonPrimitive(data), connectionIds, sender, principalId, null, 0, 0, null);
    }

    /** Reads a publication; throws {@link JsonParseException} where it is something else. */
    static Publication parse(String json) {
        JsonObject object = parseObject(json);
        List<String> unknown = object.keySet().stream().filter(key -> !NAMES.contains(key)).toList();
        Publication publication = GSON.fromJson(object, Publication.class);
        if (!unknown.isEmpty() || publication.ids().stream().anyMatch(Objects::isNull)) {
            throw new JsonParseException(unknown.isEmpty() ? "null is no connection." : "Not known: " + unknown + ".");
        }
        return publication;
    }

    /** Reads a JSON object that has {@code data}; throws {@link JsonParseException} where it is something else. */
    static JsonObject parseObject(String json) {
        JsonElement element;
        try {
            element = GSON.fromJson(json, JsonElement.class);
        } catch (JsonParseException e) {
            throw new JsonParseException("The message is not JSON.", e);
        }
        if (element instanceof JsonObject object && object.has("data")) {
            return object;
        }
        throw new JsonParseException("The message is not a JSON object with \"data\".");
    }

    /** The same for other connections: those of a segment of the table after a row, and of these ids. */
    Publication part(List<String> ids, String row, int number, int count, Map<String, Long> counts) {
        return new Publication(data, ids, sender, principalId, row, number, count, counts);
    }

    boolean readsTable() {
        return connectionIds == null || after != null;
    }

    List<String> ids() {
        return connectionIds == null ? List.of() : connectionIds;
    }

    /** What the connections get: a string as it is, any other JSON value as its JSON text. */
    static String text(JsonElement data) {
        return data.isJsonPrimitive() && data.getAsJsonPrimitive().isString() ? data.getAsString() : data.toString();
    }

    @Override
    public String toString() {
        return GSON.toJson(this);
    }
}
