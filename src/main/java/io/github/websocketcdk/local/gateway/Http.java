package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ResponseUtils;
import org.eclipse.jetty.util.Callback;

/** Answers of the gateway to HTTP requests, in JSON. */
public final class Http {
    private Http() {
    }

    /** {@code {"message":"Forbidden"}}. */
    public static JsonObject message(String message) {
        JsonObject json = new JsonObject();
        json.addProperty("message", message);
        return json;
    }

    /** {@code {"message":"Forbidden","connectionId":"VWi0WdQt0kwCFHg=","requestId":"…"}}. */
    static JsonObject message(String message, String connectionId, String requestId) {
        JsonObject json = message(message);
        json.addProperty("connectionId", connectionId);
        json.addProperty("requestId", requestId);
        return json;
    }

    public static void answer(Response response, Callback callback, int status, JsonElement body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.setStatus(status);
        Content.Sink.write(response, true, body.toString(), callback);
    }

    public static void answer(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, null, callback);
    }

    /** Answers with an error, by whose name the SDKs know their exceptions. */
    public static void error(Response response, Callback callback, int status, String message) {
        error(response, callback, status, message(message));
    }

    static void error(Response response, Callback callback, int status, JsonObject body) {
        response.getHeaders().put("x-amzn-ErrorType", errorType(status));
        // A client that is still sending must not take the connection for its next request.
        ResponseUtils.ensureConsumeAvailableOrNotPersistent(response.getRequest(), response);
        answer(response, callback, status, body);
    }

    private static String errorType(int status) {
        return switch (status) {
            case 401 -> "UnauthorizedException";
            case 403 -> "ForbiddenException";
            case 404 -> "NotFoundException";
            case 410 -> "GoneException";
            case 413 -> "PayloadTooLargeException";
            case 429 -> "LimitExceededException";
            default -> status < 500 ? "BadRequestException" : "InternalServerErrorException";
        };
    }
}
