package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers of the gateway to HTTP requests. */
public final class Http {

    private Http() {
    }

    /** API Gateway's errors: {@code {"message":"Forbidden"}}. */
    public static JsonObject message(String message) {
        JsonObject json = new JsonObject();
        json.addProperty("message", message);
        return json;
    }

    /** {@code {"message":"Forbidden","connectionId":"VWi0WdQt0kwCFHg=","requestId":"…"}}. */
    static JsonObject error(Connection connection, String requestId, String message) {
        JsonObject error = message(message);
        error.addProperty("connectionId", connection.id());
        error.addProperty("requestId", requestId);
        return error;
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
}
