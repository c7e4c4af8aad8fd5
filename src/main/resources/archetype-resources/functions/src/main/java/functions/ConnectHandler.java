package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.io.IOException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Route {@code $connect}: stores the connection id. Answers 200 {@code Connected}, which opens the connection, or 403
 * {@code Forbidden} to a page that is not among the {@link AllowedOrigins}.
 */
public final class ConnectHandler
        implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {

    private final Connections connections;
    private final AllowedOrigins allowedOrigins;

    public ConnectHandler() {
        this(Connections.fromEnvironment(), AllowedOrigins.fromEnvironment());
        Priming.beforeSnapshot(this::prime);
    }

    ConnectHandler(Connections connections, AllowedOrigins allowedOrigins) {
        this.connections = connections;
        this.allowedOrigins = allowedOrigins;
    }

    @Override
    public APIGatewayV2WebSocketResponse handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
        if (!allowedOrigins.allow(event.getHeaders())) {
            return Responses.of(403, "Forbidden");
        }
        connections.add(event.getRequestContext().getConnectionId());
        return Responses.of(200, "Connected");
    }

    /** To the table and back without a row; the answer to a stored one comes from a server in this process. */
    void prime() throws IOException {
        connections.primeAdd();
        try (PrimingServer server = new PrimingServer()) {
            new Connections(DynamoDbClient.builder().endpointOverride(server.url()), "priming").add("priming");
        }
    }
}
