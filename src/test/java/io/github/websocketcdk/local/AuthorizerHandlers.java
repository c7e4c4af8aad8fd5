package io.github.websocketcdk.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An authorizer and the functions behind it, which run in processes of their own. */
public final class AuthorizerHandlers {
    private AuthorizerHandlers() {
    }

    /** Decides as the query parameter {@code token} says. */
    public static final class Authorize implements RequestHandler<Map<String, Object>, Object> {
        @Override
        public Object handleRequest(Map<String, Object> event, Context context) {
            String arn = (String) event.get("methodArn");
            String token = (String) ((Map<?, ?>) event.get("queryStringParameters")).get("token");
            System.out.println("AUTHORIZE " + token);
            return switch (token) {
                case "unauthorized" -> throw new IllegalStateException("Unauthorized");
                case "throw" -> throw new IllegalStateException("thrown on purpose");
                case "nothing" -> null;
                case "text" -> "Allow";
                case "anonymous" -> Map.of("policyDocument", policy("Allow", arn));
                case "no-policy" -> Map.of("principalId", "alice");
                case "long" -> response("Allow", arn + "x".repeat(8 * 1024), Map.of());
                case "nested" -> response("Allow", arn, Map.of("roles", List.of("admin")));
                case "deny" -> response("Deny", arn, Map.of());
                case "another-stage" -> response("Allow", arn.replace("/dev/", "/prod/"), Map.of());
                case "all-routes" -> response("Allow", arn.replace("$connect", "*"), Map.of());
                case "no-context" -> Map.of("principalId", "alice", "policyDocument", policy("Allow", arn));
                default -> response("Allow", arn, Map.of("role", "admin", "level", 7, "vip", true));
            };
        }

        private static Map<String, Object> response(String effect, String resource, Map<String, Object> context) {
            return Map.of("principalId", "alice", "policyDocument", policy(effect, resource), "context", context);
        }

        private static Map<String, Object> policy(String effect, String resource) {
            return Map.of("Version", "2012-10-17", "Statement", List.of(
                    Map.of("Action", "execute-api:Invoke", "Effect", effect, "Resource", resource)));
        }
    }

    /** Logs its event, and answers it as text. */
    public static final class Show implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            System.out.println("EVENT " + event);
            output.write(("{\"statusCode\":200,\"body\":\"" + event.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}")
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Shows the event that an authorizer gets, and lets everybody connect. */
    public static final class ShowAndAllow implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            System.out.println("EVENT " + new String(input.readAllBytes(), StandardCharsets.UTF_8));
            output.write("""
                    {"principalId":"bob","policyDocument":{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}}
                    """.getBytes(StandardCharsets.UTF_8));
        }
    }
}
