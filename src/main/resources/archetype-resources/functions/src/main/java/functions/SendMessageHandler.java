package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
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
public record SendMessageHandler(PublishHandler publisher)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {

    public SendMessageHandler() {
        this(new PublishHandler());
        Core.getGlobalContext().register(publisher);
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        String sender = event.getRequestContext().getConnectionId();
        String principalId = ConnectHandler.principalId(event);
        Duration time = Duration.ofMillis(context.getRemainingTimeInMillis());
        String message;
        try {
            message = Publication.parseObject(event.getBody()).get("data").getAsString();
        } catch (JsonParseException e) {
            LambdaRuntime.getLogger().log(e.getMessage() + " Telling " + sender, LogLevel.WARN);
            String error = "{\"error\":" + new JsonPrimitive(e.getMessage())
                    + ",\"example\":{\"action\":\"sendmessage\",\"data\":\"Hello World\"}}";
            publisher.publish(new Publication(error, List.of(sender), sender, principalId), time);
            return Map.of("statusCode", 400, "body", e.getMessage());
        }
        Report report = publisher.publish(new Publication(message, null, sender, principalId), time);
        return report.causes.isEmpty() ? Map.of("statusCode", 200, "body", "Message sent")
                : Map.of("statusCode", 502, "body", report.toJson().toString());
    }
}
