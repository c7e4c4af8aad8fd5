package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import java.util.List;
import java.util.Map;

/**
 * Route {@code $connect}: stores the connection id. Answers 200 {@code Connected}, which opens the connection, or 403
 * {@code Forbidden} to a page of another origin than {@code https://chat.example.com}, say; {@code *} allows all.
 */
public record ConnectHandler(Connections connections, List<String> allowedOrigins)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {
    public ConnectHandler() {
        this(Connections.fromEnvironment(), List.of(System.getenv("ALLOWED_ORIGINS").split(" ")));
        Priming.run(() -> connections.add("", null));
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        if (!isAllowed(event.getHeaders())) {
            return Map.of("statusCode", 403, "body", "Forbidden");
        }
        connections.add(event.getRequestContext().getConnectionId(), principalId(event));
        return Map.of("statusCode", 200, "body", "Connected");
    }

    /** A browser sends the header {@code Origin}, and no page can change it. Other clients need not send it. */
    private boolean isAllowed(Map<String, String> headers) {
        return allowedOrigins.contains("*") || headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Origin"))
                .allMatch(header -> allowedOrigins.contains(header.getValue()));
    }

    /** Who an authorizer says it is, with the events of all routes; null if there is none. */
    static String principalId(APIGatewayV2WebSocketEvent event) {
        Map<String, Object> authorizer = event.getRequestContext().getAuthorizer();
        return authorizer == null ? null : (String) authorizer.get("principalId");
    }
}
