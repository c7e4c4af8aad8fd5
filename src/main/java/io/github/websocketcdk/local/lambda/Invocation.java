package io.github.websocketcdk.local.lambda;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.websocketcdk.local.log.LogLine;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * An event on its way to a handler and back.
 *
 * @param queued when it came, in nanoseconds
 * @param response what the handler answers, or why it did not
 */
record Invocation(String requestId, String event, long queued, CompletableFuture<String> response) {
    private static final Pattern CONNECTION_ID = Pattern.compile("[A-Za-z0-9_=-]+");

    /** Tells an environment that there is nothing more to take. */
    static final Invocation NONE = new Invocation(null, null);

    Invocation(String requestId, String event) {
        this(requestId, event, System.nanoTime(), new CompletableFuture<>());
    }

    /** The invocation as the log names it, with the connection that API Gateway's event is of. */
    LogLine.Origin origin() {
        // Another event than API Gateway's may have anything there.
        if (JsonParser.parseString(event) instanceof JsonObject json
                && json.get("requestContext") instanceof JsonObject context
                && context.get("connectionId") instanceof JsonPrimitive id
                && CONNECTION_ID.matcher(id.getAsString()).matches()) {
            return new LogLine.Origin(requestId, id.getAsString());
        }
        return new LogLine.Origin(requestId, null);
    }
}
