package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;

/**
 * What an authorizer has decided.
 *
 * @param status 200 if the client may connect, otherwise what its handshake is answered with
 * @param message what a client that may not connect is told, or null
 * @param context what later events have as {@code requestContext.authorizer}, or null
 */
public record Authorization(int status, String message, JsonObject context) {

    /** The client may connect, and nothing is known of it. */
    public static final Authorization ALLOWED = allowed(null);

    public static Authorization allowed(JsonObject context) {
        return new Authorization(200, null, context);
    }

    public static Authorization refused(int status, String message) {
        return new Authorization(status, message, null);
    }

    boolean isAllowed() {
        return status == 200;
    }
}
