package io.github.websocketcdk.local.console;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The chat's handlers, which run in processes of their own, with the JDK only. */
public final class ChatHandlers {
    private static final Pattern ID = Pattern.compile("\"id\":\\{\"S\":\"([^\"]+)\"}");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ChatHandlers() {
    }

    @SuppressWarnings("unchecked")
    private static String connectionId(Map<String, Object> event) {
        return (String) ((Map<String, Object>) event.get("requestContext")).get("connectionId");
    }

    private static String dynamoDb(String operation, String request) {
        return post(HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL_DYNAMODB")))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=chat/20260101/us-east-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=chat"), request);
    }

    private static String post(HttpRequest.Builder request, String body) {
        try {
            return HTTP.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> answer(int statusCode, String body) {
        return Map.of("statusCode", statusCode, "body", body);
    }

    /** Lets everybody in whose token names somebody, whoever has signed it. */
    public static final class Authorize implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        private static final Pattern SUB = Pattern.compile("\"sub\":\"([^\"]+)\"");

        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            String token = ((Map<String, String>) event.get("queryStringParameters")).get("token");
            String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            String sub = SUB.matcher(claims).results().findFirst().orElseThrow().group(1);
            System.out.println("token of " + sub);
            return Map.of("principalId", sub, "policyDocument", Map.of("Version", "2012-10-17", "Statement",
                    List.of(Map.of("Action", "execute-api:Invoke", "Effect", "Allow", "Resource",
                            event.get("methodArn")))));
        }
    }

    /** Adds a row; {@code ?status=401} refuses, {@code ?protocol=chat} takes that sub-protocol, and logs its query. */
    public static final class Connect implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            Map<String, String> query = event.get("queryStringParameters") instanceof Map<?, ?> given
                    ? (Map<String, String>) given : Map.of();
            if (query.containsKey("status")) {
                return answer(Integer.parseInt(query.get("status")), "");
            }
            if (!query.isEmpty()) {
                System.out.println("query " + query);
            }
            dynamoDb("PutItem", "{\"TableName\":\"" + System.getenv("TABLE") + "\",\"Item\":{\"id\":{\"S\":\""
                    + connectionId(event) + "\"},\"expiresAt\":{\"N\":\""
                    + Instant.now().plusSeconds(10_800).getEpochSecond() + "\"}}}");
            return query.containsKey("protocol")
                    ? Map.of("statusCode", 200, "headers", Map.of("Sec-WebSocket-Protocol", query.get("protocol")))
                    : answer(200, "");
        }
    }

    /** Removes the row. */
    public static final class Disconnect implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            dynamoDb("DeleteItem", "{\"TableName\":\"" + System.getenv("TABLE") + "\",\"Key\":{\"id\":{\"S\":\""
                    + connectionId(event) + "\"}}}");
            return answer(200, "");
        }
    }

    /** Posts the message's {@code data} to all connections. */
    public static final class SendMessage implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        private static final Pattern DATA = Pattern.compile("\"data\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.DOTALL);

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            String data = DATA.matcher((String) event.get("body")).results().findFirst().orElseThrow().group(1)
                    .replace("\\\"", "\"");
            String items = dynamoDb("Scan", "{\"TableName\":\"" + System.getenv("TABLE") + "\"}");
            ID.matcher(items).results().map(MatchResult::group).map(id -> id.replaceAll(".*:\"|\"}", ""))
                    .forEach(id -> post(HttpRequest.newBuilder(
                            URI.create(System.getenv("CALLBACK_URL") + "/@connections/" + id)), data));
            System.out.println("{\"recipients\":" + ID.matcher(items).results().count() + ",\"sender\":\""
                    + connectionId(event) + "\",\"level\":\"INFO\"}");
            return answer(200, "");
        }
    }

    /** Answers the message as it came; logs a warning. */
    public static final class Echo implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            System.out.println("[WARN] an echo");
            return answer(200, (String) event.get("body"));
        }
    }
}
