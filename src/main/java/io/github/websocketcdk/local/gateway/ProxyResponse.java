package io.github.websocketcdk.local.gateway;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a function answers, in the format of a Lambda proxy integration:
 * {@code {"statusCode":200,"headers":{…},"multiValueHeaders":{…},"body":"…","isBase64Encoded":false}}, of which
 * {@code statusCode} is required.
 *
 * @param headers all values of each, by name in any case
 * @param body as sent to a client, or null
 */
record ProxyResponse(int statusCode, Map<String, List<String>> headers, String body) {
    private static final Gson JSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final int SHOWN_CHARACTERS = 100;

    /**
     * Reads what a function answers.
     *
     * @throws IllegalArgumentException if that is another format; the message says what is wrong
     */
    static ProxyResponse parse(String text) {
        JsonElement json;
        try {
            json = JSON.fromJson(text, JsonElement.class);
        } catch (JsonParseException e) {
            throw malformed("the response", "JSON", text);
        }
        if (json == null || !json.isJsonObject()) {
            throw malformed("the response", "an object with a statusCode", text);
        }
        JsonObject response = json.getAsJsonObject();
        return new ProxyResponse(statusCode(response.get("statusCode")), headers(response), body(response));
    }

    private static int statusCode(JsonElement value) {
        // A text too, as AWS's own examples have had it.
        if (value == null || !value.isJsonPrimitive() || !value.getAsString().matches("[2-5][0-9][0-9]")) {
            throw malformed("statusCode", "an integer from 200 to 599", value);
        }
        return value.getAsInt();
    }

    private static Map<String, List<String>> headers(JsonObject response) {
        Map<String, Set<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object(response, "headers").entrySet().forEach(header -> merged
                .computeIfAbsent(header.getKey(), first -> new LinkedHashSet<>())
                .add(text(header.getValue(), "headers." + header.getKey())));
        object(response, "multiValueHeaders").entrySet().forEach(header -> {
            String place = "multiValueHeaders." + header.getKey();
            if (!header.getValue().isJsonArray()) {
                throw malformed(place, "an array", header.getValue());
            }
            header.getValue().getAsJsonArray().forEach(value -> merged
                    .computeIfAbsent(header.getKey(), first -> new LinkedHashSet<>()).add(text(value, place)));
        });
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        merged.forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
        return headers;
    }

    private static JsonObject object(JsonObject response, String name) {
        JsonElement value = response.get(name);
        if (value == null || value.isJsonNull()) {
            return new JsonObject();
        }
        if (!value.isJsonObject()) {
            throw malformed(name, "an object or null", value);
        }
        return value.getAsJsonObject();
    }

    private static String text(JsonElement value, String place) {
        if (!value.isJsonPrimitive()) {
            throw malformed(place, "a text", value);
        }
        return value.getAsString();
    }

    private static String body(JsonObject response) {
        JsonElement body = response.get("body");
        JsonElement isBase64Encoded = response.get("isBase64Encoded");
        if (isBase64Encoded != null && !isBase64Encoded.isJsonNull()
                && !(isBase64Encoded.isJsonPrimitive() && isBase64Encoded.getAsJsonPrimitive().isBoolean())) {
            throw malformed("isBase64Encoded", "true or false", isBase64Encoded);
        }
        if (body == null || body.isJsonNull()) {
            return null;
        }
        if (!body.isJsonPrimitive() || !body.getAsJsonPrimitive().isString()) {
            throw malformed("body", "a text or null", body);
        }
        String text = isBase64Encoded != null && isBase64Encoded.getAsBoolean() ? decoded(body) : body.getAsString();
        if (text.getBytes(StandardCharsets.UTF_8).length > Quotas.MESSAGE_BYTES) {
            throw malformed("body", "at most " + Quotas.MESSAGE_BYTES + " bytes", body);
        }
        return text;
    }

    private static String decoded(JsonElement body) {
        try {
            byte[] bytes = Base64.getDecoder().decode(body.getAsString());
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw malformed("body", "UTF-8 in Base64, as isBase64Encoded is true", body);
        }
    }

    private static IllegalArgumentException malformed(String place, String expected, Object found) {
        String shown = found == null ? "nothing" : found.toString();
        if (shown.length() > SHOWN_CHARACTERS) {
            shown = shown.substring(0, SHOWN_CHARACTERS) + "…";
        }
        return new IllegalArgumentException("Malformed Lambda proxy response: " + place + ": expected " + expected
                + ", found " + (shown.isEmpty() ? "nothing" : shown));
    }

    /** The last value of a header, or null. */
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }
}
