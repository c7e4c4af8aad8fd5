package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.crac.Core;

/**
 * Route {@code sendmessage}: takes {@code {"action":"sendmessage","data":"Hello World"}} and posts {@code data} to
 * every connection, the sender's included: a string as it is, any other JSON value as its JSON text. Answers 200
 * {@code Message sent}, or 502 and a {@link Report} if an open connection was not reached.
 *
 * <p>A body that is not JSON or has no {@code data} reaches nobody. The sender then gets
 * {@code {"error":"…","example":{"action":"sendmessage","data":"Hello World"}}}, and the answer is 400.
 */
public record SendMessageHandler(PublishHandler publish)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {

    public SendMessageHandler() {
        this(new PublishHandler());
        Core.getGlobalContext().register(publish);
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        try {
            Report report = publish(Publication.parseObject(event.getBody()).get("data"), null, event, context);
            return report.causes.isEmpty() ? Map.of("statusCode", 200, "body", "Message sent")
                    : Map.of("statusCode", 502, "body", report.toJson().toString());
        } catch (JsonParseException e) {
            String sender = event.getRequestContext().getConnectionId();
            LambdaRuntime.getLogger().log(e.getMessage() + " Telling " + sender, LogLevel.WARN);
            String error = "{\"error\":" + new JsonPrimitive(e.getMessage())
                    + ",\"example\":{\"action\":\"sendmessage\",\"data\":\"Hello World\"}}";
            publish(new JsonPrimitive(error), List.of(sender), event, context);
            return Map.of("statusCode", 400, "body", e.getMessage());
        }
    }

    private Report publish(JsonElement data, List<String> ids, APIGatewayV2WebSocketEvent event, Context context) {
        return publish.publish(new Publication(data, ids, event.getRequestContext().getConnectionId(),
                ConnectHandler.principalId(event)), Duration.ofMillis(context.getRemainingTimeInMillis()));
    }
}
