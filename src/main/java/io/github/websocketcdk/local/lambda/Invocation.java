package io.github.websocketcdk.local.lambda;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.log.LogLine;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to a handler and back.
 *
 * @param queued when it came, in nanoseconds
 * @param response what the handler answers, or why it did not
 */
record Invocation(String requestId, String event, long queued, CompletableFuture<String> response) {

    /** Tells an environment that there is nothing more to take. */
    static final Invocation NONE = new Invocation(null, null);

    Invocation(String requestId, String event) {
        this(requestId, event, System.nanoTime(), new CompletableFuture<>());
    }

    /** The invocation as the log names it, with the connection that API Gateway's event is of. */
    LogLine.Origin origin() {
        JsonElement connectionId = null;
        if (JsonParser.parseString(event) instanceof JsonObject json
                && json.get("requestContext") instanceof JsonObject context) {
            connectionId = context.get("connectionId");
        }
        return new LogLine.Origin(requestId, connectionId == null ? null : connectionId.getAsString());
    }
}
