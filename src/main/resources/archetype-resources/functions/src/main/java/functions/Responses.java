package ${package}.functions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/** What the functions answer to API Gateway: {@code {"statusCode":200,"body":"Connected"}}. */
final class Responses {

    private Responses() {
    }

    static APIGatewayV2WebSocketResponse of(int statusCode, String body) {
        APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
        response.setStatusCode(statusCode);
        response.setBody(body);
        return response;
    }
}
