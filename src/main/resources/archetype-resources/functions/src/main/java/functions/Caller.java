package ${package}.functions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import java.util.Map;

/** Who is at the other end of a connection. */
final class Caller {

    private Caller() {
    }

    /** The authorizer's {@code principalId}, with the events of all routes; null if there is no authorizer. */
    static String principalId(APIGatewayV2WebSocketEvent event) {
        Map<String, Object> authorizer = event.getRequestContext().getAuthorizer();
        return authorizer == null ? null : (String) authorizer.get("principalId");
    }
}
