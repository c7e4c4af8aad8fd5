package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;

/**
 * Route {@code sendmessage}: takes {@code {"action":"sendmessage","data":"Hello World"}} and posts {@code data} to
 * every connection, the sender's included: a string as it is, any other JSON value as its JSON text. Answers 200
 * {@code Message sent}, or 502 and a {@link Report} if an open connection was not reached. A body that is not JSON or
 * has no {@code data} reaches nobody: the answer is 400, and the sender gets
 * {@code {"error":"…","example":{"action":"sendmessage","data":"Hello World"}}}.
 */
public record SendMessageHandler(PublishHandler publisher)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {
    public SendMessageHandler() {
        this(new PublishHandler());
        publisher.prime();
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        String sender = event.getRequestContext().getConnectionId();
        String principalId = ConnectHandler.principalId(event);
        int time = context.getRemainingTimeInMillis();
        try {
            String data = Publication.parseObject(event.getBody()).get("data").getAsString();
            Report report = publisher.publish(new Publication(data, null, sender, principalId), time);
            return report.get("Failed") == 0 ? Map.of("statusCode", 200, "body", "Message sent")
                    : Map.of("statusCode", 502, "body", report.toString());
        } catch (JsonParseException e) {
            String error = "{\"error\":" + new JsonPrimitive(e.getMessage())
                    + ",\"example\":{\"action\":\"sendmessage\",\"data\":\"Hello World\"}}";
            publisher.publish(new Publication(error, List.of(sender), sender, principalId), time);
            return Map.of("statusCode", 400, "body", e.getMessage());
        }
    }
}
