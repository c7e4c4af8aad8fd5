package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Route {@code $connect}: stores the connection id. Answers 200 {@code Connected}, which opens the connection, or 403
 * {@code Forbidden} to a page that is not among the {@link AllowedOrigins}.
 */
public record ConnectHandler(Connections connections, AllowedOrigins allowedOrigins)
        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {

    public ConnectHandler() {
        this(Connections.fromEnvironment(), AllowedOrigins.fromEnvironment());
        Priming.beforeSnapshot(this::prime);
    }

    @Override
    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        if (!allowedOrigins.allow(event.getHeaders())) {
            return Map.of("statusCode", 403, "body", "Forbidden");
        }
        connections.add(event.getRequestContext().getConnectionId(), Caller.principalId(event));
        return Map.of("statusCode", 200, "body", "Connected");
    }

    /** Takes the whole way of a connection; DynamoDB refuses to store one without an id. */
    void prime() {
        try {
            connections.add("", null);
        } catch (DynamoDbException e) {
            if (!e.awsErrorDetails().errorCode().equals("ValidationException")) {
                throw e;
            }
        }
    }
}
