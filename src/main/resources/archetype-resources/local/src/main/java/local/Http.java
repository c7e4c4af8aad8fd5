package ${package}.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers in JSON: the functions', and those to clients. */
final class Http {

    private Http() {
    }

    /** API Gateway's errors: {@code {"message":"Forbidden"}}. */
    static JsonObject message(String message) {
        JsonObject json = new JsonObject();
        json.addProperty("message", message);
        return json;
    }

    static void json(Response response, Callback callback, int status, JsonElement body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, body.toString(), callback);
    }

    static void empty(Response response, Callback callback, int status) {
        response.setStatus(status);
        response.write(true, null, callback);
    }

    /** Answers what no other handler has. */
    static Handler forbidden() {
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                json(response, callback, 403, message("Forbidden"));
                return true;
            }
        };
    }

    /** What a function that is not there would answer. */
    static JsonObject status(int statusCode) {
        JsonObject answer = new JsonObject();
        answer.addProperty("statusCode", statusCode);
        return answer;
    }

    /** The status of a function's answer, 502 if it has none. */
    static int status(JsonObject answer) {
        try {
            int status = answer.has("statusCode") ? answer.get("statusCode").getAsInt() : 0;
            return status < 200 || status > 599 ? 502 : status;
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            return 502;
        }
    }
}
