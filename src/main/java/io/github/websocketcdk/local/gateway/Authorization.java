package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;

/**
 * What an authorizer has decided.
 *
 * @param status 200 if the client may connect, otherwise what its handshake is answered with
 * @param message what a client that may not connect is told, or null
 * @param reason why it may not, for the log
 * @param context what later events have as {@code requestContext.authorizer}, or null
 */
public record Authorization(int status, String message, String reason, JsonObject context) {
    public static Authorization allowed(JsonObject context) {
        return new Authorization(200, null, null, context);
    }

    public static Authorization refused(int status, String message, String reason) {
        return new Authorization(status, message, reason, null);
    }

    boolean isAllowed() {
        return status == 200;
    }
}
