package io.github.websocketcdk.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Handlers of functions that are invoked through Lambda's API, which run in processes of their own. */
public final class InvokeHandlers {
    private InvokeHandlers() {
    }

    /** Answers its event; throws, hangs, exits or says it twice where {@code how} in it says so. */
    public static final class Answer implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            switch (String.valueOf(event.get("how"))) {
                case "throw" -> throw new IllegalStateException("thrown on purpose");
                case "hang" -> LockSupport.parkUntil(Long.MAX_VALUE);
                case "exit" -> System.exit(7);
                case "twice" -> {
                    return Map.of("twice", event.get("text") + "" + event.get("text"));
                }
                default -> System.out.println("ANSWERED");
            }
            return event;
        }
    }

    /** Has another function answer, and posts what it says to the connection, by the SDK's clients as they come. */
    public static final class Relay implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        private final LambdaClient lambda =
                LambdaClient.builder().httpClient(UrlConnectionHttpClient.create()).build();
        private final ApiGatewayManagementApiClient connections =
                ApiGatewayManagementApiClient.builder().httpClient(UrlConnectionHttpClient.create()).build();

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            SdkBytes answer = lambda.invoke(request -> request.functionName(System.getenv("ANSWER"))
                    .payload(SdkBytes.fromUtf8String((String) event.get("body")))).payload();
            String id = (String) ((Map<?, ?>) event.get("requestContext")).get("connectionId");
            connections.postToConnection(post -> post.connectionId(id).data(answer));
            return Map.of("statusCode", 200);
        }
    }
}
