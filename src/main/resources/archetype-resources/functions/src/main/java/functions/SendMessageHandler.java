package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;

/**
 * Route {@code sendmessage}: takes {@code {"action":"sendmessage","data":"Hello World"}} and posts {@code data} to
 * every connection, the sender's included: a string as it is, any other JSON value as its JSON text. Answers 200
 * {@code Message sent}.
 *
 * <p>A body that is not JSON or has no {@code data} reaches nobody. The sender then gets
 * {@code {"error":"…","example":{"action":"sendmessage","data":"Hello World"}}}, and the answer is 400.
 */
public final class SendMessageHandler
        implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private static final Gson GSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final JsonObject EXAMPLE = new JsonObject();

    static {
        EXAMPLE.addProperty("action", "sendmessage");
        EXAMPLE.addProperty("data", "Hello World");
    }

    private final ManagementApi managementApi;
    private final Broadcast broadcast;

    public SendMessageHandler() {
        this(Connections.fromEnvironment(), ManagementApi.fromEnvironment());
    }

    SendMessageHandler(Connections connections, ManagementApi managementApi) {
        this.managementApi = managementApi;
        this.broadcast = new Broadcast(connections, managementApi);
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        String message;
        try {
            message = data(event.getBody());
        } catch (JsonParseException e) {
            JsonObject error = new JsonObject();
            error.addProperty("error", e.getMessage());
            error.add("example", EXAMPLE);
            managementApi.post(event.getRequestContext().getConnectionId(), error.toString());
            return Responses.of(400, e.getMessage());
        }
        broadcast.send(message);
        return Responses.of(200, "Message sent");
    }

    private static String data(String body) {
        JsonElement json;
        try {
            json = GSON.fromJson(body, JsonElement.class);
        } catch (JsonParseException e) {
            throw new JsonParseException("The message is not JSON.", e);
        }
        if (json == null || !json.isJsonObject() || !json.getAsJsonObject().has("data")) {
            throw new JsonParseException("The message is not a JSON object with \"data\".");
        }
        JsonElement data = json.getAsJsonObject().get("data");
        return data.isJsonPrimitive() && data.getAsJsonPrimitive().isString() ? data.getAsString() : data.toString();
    }
}
