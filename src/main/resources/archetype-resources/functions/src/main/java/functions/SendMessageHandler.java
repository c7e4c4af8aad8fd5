package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.time.Duration;

/**
 * Route {@code sendmessage}: takes {@code {"action":"sendmessage","data":"Hello World"}} and posts {@code data} to
 * every connection, the sender's included: a string as it is, any other JSON value as its JSON text. Answers 200
 * {@code Message sent}, or 502 and a {@link BroadcastReport} if an open connection was not reached.
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

    private final Connections connections;
    private final ManagementApi managementApi;
    private final int postsPerSecond;

    public SendMessageHandler() {
        this(Connections.fromEnvironment(), ManagementApi.fromEnvironment(),
                Integer.parseInt(System.getenv("POSTS_PER_SECOND")));
        Priming.beforeSnapshot(this::prime);
    }

    SendMessageHandler(Connections connections, ManagementApi managementApi, int postsPerSecond) {
        this.connections = connections;
        this.managementApi = managementApi;
        this.postsPerSecond = postsPerSecond;
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        String sender = event.getRequestContext().getConnectionId();
        String message;
        try {
            message = data(event.getBody());
        } catch (JsonParseException e) {
            JsonObject error = new JsonObject();
            error.addProperty("error", e.getMessage());
            error.add("example", EXAMPLE);
            ManagementApi.Answer answer = managementApi.post(sender, managementApi.sign(error.toString()));
            LambdaRuntime.getLogger().log(e.getMessage() + " Told " + sender + ": " + answer.cause(), LogLevel.WARN);
            return Responses.of(400, e.getMessage());
        }
        BroadcastReport report = broadcast(message, Duration.ofMillis(context.getRemainingTimeInMillis()));
        JsonObject log = report.toJson();
        log.addProperty("sender", sender);
        log.addProperty("level", report.reachedAll() ? "INFO" : "ERROR");
        LambdaRuntime.getLogger().log(log.toString());
        return report.reachedAll() ? Responses.of(200, "Message sent") : Responses.of(502, report.toJson().toString());
    }

    /** To the table and back, to API Gateway and back, and through broadcasts that stay in this process. */
    void prime() throws Exception {
        connections.all().findFirst();
        // Not with the handler's own, whose connection would be in the snapshot and be dead when it is restored.
        try (ManagementApi priming = ManagementApi.fromEnvironment()) {
            priming.post("priming", priming.sign(data("{\"action\":\"sendmessage\",\"data\":\"\"}")));
        }
        BroadcastPriming.run();
    }

    private BroadcastReport broadcast(String message, Duration time) {
        try {
            return new Broadcast(connections.all(), connections::remove, managementApi, postsPerSecond, message, time)
                    .run();
        } catch (InterruptedException e) {
            throw new IllegalStateException("The broadcast was interrupted", e);
        }
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
