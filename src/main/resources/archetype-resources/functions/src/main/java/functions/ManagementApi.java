package ${package}.functions;

import java.net.URI;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** The API's callback URL: {@code POST /<stage>/@connections/<connection id>} sends a message to one connection. */
final class ManagementApi {

    private final ApiGatewayManagementApiClient client;

    ManagementApi(ApiGatewayManagementApiClient client) {
        this.client = client;
    }

    static ManagementApi fromEnvironment() {
        return new ManagementApi(ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create(System.getenv("CALLBACK_URL")))
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    }

    /**
     * Sends a message to one connection.
     *
     * @throws GoneException if the connection is closed
     */
    void post(String connectionId, String message) {
        client.postToConnection(post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(message)));
    }
}
