package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/** Route {@code $connect}: stores the connection id. Answers 200 {@code Connected}, which opens the connection. */
public final class ConnectHandler
        implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private final Connections connections;

    public ConnectHandler() {
        this(Connections.fromEnvironment());
        Priming.beforeSnapshot(connections::primeAdd);
    }

    ConnectHandler(Connections connections) {
        this.connections = connections;
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        connections.add(event.getRequestContext().getConnectionId());
        return Responses.of(200, "Connected");
    }
}
