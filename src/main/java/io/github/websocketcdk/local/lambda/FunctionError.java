package io.github.websocketcdk.local.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Why an invocation has no answer, as Lambda tells its caller:
 * {@code {"errorMessage":"thrown on purpose","errorType":"java.lang.IllegalStateException","stackTrace":["…"]}}.
 */
public final class FunctionError extends RuntimeException {
    private final String payload;

    /** What the function's runtime has reported, in JSON. */
    FunctionError(String payload) {
        super(payload);
        this.payload = payload;
    }

    /** What Lambda says itself: a process that has ended, or was ended. */
    FunctionError(String type, String message) {
        super(type + ": " + message);
        JsonObject json = new JsonObject();
        json.addProperty("errorType", type);
        json.addProperty("errorMessage", message);
        this.payload = json.toString();
    }

    /** In JSON. */
    public String payload() {
        return payload;
    }

    /** The message of what the handler has thrown, empty where it had none. */
    public String errorMessage() {
        JsonElement message = JsonParser.parseString(payload).getAsJsonObject().get("errorMessage");
        return message == null || message.isJsonNull() ? "" : message.getAsString();
    }
}
