package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import java.util.Map;

/** Route {@code $disconnect}: removes the connection id, if it is there. Answers 200 {@code Disconnected}. */
public record DisconnectHandler(Connections connections)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {
    public DisconnectHandler() {
        this(Connections.fromEnvironment());
        Priming.run(() -> connections.remove("priming"));
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        connections.remove(event.getRequestContext().getConnectionId());
        return Map.of("statusCode", 200, "body", "Disconnected");
    }
}
