package ${package}.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.List;
import java.util.Map;

/**
 * A message, and whom it is for: {@code connectionIds}, or without them the whole table. {@code after} is the id in the
 * table to go on after: {@code ""} for all, {@code null} for none; {@code segments} is 0 while it is not divided.
 * {@code soFar} has the counts of the invocations before, for who finds the event where failed ones go.
 */
record Publication(String data, List<String> connectionIds, String sender, String principalId, String after,
        int segment, int segments, Map<String, Long> soFar) {
    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).serializeNulls().create();

    Publication {
        after = connectionIds == null && after == null ? "" : after;
        connectionIds = connectionIds == null ? List.of() : connectionIds;
        soFar = soFar == null ? Map.of() : soFar;
    }

    Publication(String data, List<String> connectionIds, String sender, String principalId) {
        this(data, connectionIds, sender, principalId, null, 0, 0, null);
    }

    /** Reads an event of {@code Publish}. */
    static Publication parse(Object event) {
        try {
            JsonObject object = parseObject(GSON.toJson(event));
            Publication publication = GSON.fromJson(object, Publication.class);
            var names = GSON.toJsonTree(publication).getAsJsonObject().keySet();
            object.entrySet().removeIf(entry -> names.contains(entry.getKey()) && !entry.getValue().isJsonNull());
            if (object.isEmpty() && publication.connectionIds.stream().noneMatch(id -> id == null)) {
                return publication;
            }
            throw new JsonParseException("Not allowed: " + (object.isEmpty() ? "null" : object.keySet()) + ".");
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " Allowed: {\"data\":\"Hello World\"} for every "
                    + "connection, with \"connectionIds\":[\"VWi0WdQt0kwCFHg=\"] for some.", e);
        }
    }

    /** Reads an object with {@code data}, which becomes text: a string as it is, any other JSON value as its JSON. */
    static JsonObject parseObject(String json) {
        try {
            JsonObject object = GSON.fromJson(json, JsonObject.class);
            if (!object.get("data").isJsonPrimitive() || !object.getAsJsonPrimitive("data").isString()) {
                object.addProperty("data", object.get("data").toString());
            }
            return object;
        } catch (JsonParseException | NullPointerException e) {
            // Without its cause, which has the message in it.
            throw new JsonParseException("The message is not a JSON object with \"data\".");
        }
    }

    /** What is left for another invocation, with what came of it in this one. */
    Publication rest(List<String> connectionIds, String after, int segment, int segments, Report report) {
        Report sum = new Report();
        sum.putAll(soFar);
        report.forEach((name, value) -> sum.add(value, name));
        return new Publication(data, connectionIds, sender, principalId, after, segment, segments, sum);
    }
}
