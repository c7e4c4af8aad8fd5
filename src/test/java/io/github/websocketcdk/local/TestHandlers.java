package io.github.websocketcdk.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Handlers of the test stack, which run in processes of their own. */
public final class TestHandlers {
    private TestHandlers() {
    }

    private static Map<String, Object> answer(int statusCode, Object body) {
        return Map.of("statusCode", statusCode, "body", body);
    }

    /** Answers {@code ?status=…}; posts to its own connection with {@code ?post}; throws with {@code ?throw}. */
    public static final class Connect implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        @SuppressWarnings("unchecked")
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            Map<String, String> query =
                    (Map<String, String>) event.getOrDefault("queryStringParameters", Map.of());
            if (query.containsKey("throw")) {
                throw new IllegalStateException("thrown in $connect");
            }
            if (query.containsKey("post")) {
                String id = (String) ((Map<String, Object>) event.get("requestContext")).get("connectionId");
                return answer(200 + status(id) - 410, "");
            }
            System.out.println("CONNECT " + event);
            return answer(Integer.parseInt(query.getOrDefault("status", "200")), "");
        }

        private static int status(String connectionId) {
            try {
                HttpURLConnection post = (HttpURLConnection)
                        new URL(System.getenv("CALLBACK_URL") + "/@connections/" + connectionId).openConnection();
                post.setRequestMethod("POST");
                post.setDoOutput(true);
                post.getOutputStream().close();
                return post.getResponseCode();
            } catch (IOException e) {
                return 0;
            }
        }
    }

    /** Logs its event. */
    public static final class Disconnect implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            System.out.println("DISCONNECT " + event);
            return answer(200, "");
        }
    }

    /** Returns its event, as text; a stream handler. */
    public static final class Echo implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            output.write(("{\"statusCode\":200,\"body\":" + quote(event) + "}")
                    .getBytes(StandardCharsets.UTF_8));
        }

        private static String quote(String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
    }

    /** Does what {@code mode} in its message says. */
    public static final class Misbehave implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            String body = (String) event.get("body");
            if (body.contains("throw")) {
                throw new IllegalStateException("thrown on purpose");
            } else if (body.contains("hang")) {
                while (true) {
                    LockSupport.park();
                }
            } else if (body.contains("exit")) {
                System.exit(7);
            } else if (body.contains("memory")) {
                return answer(200, new long[Integer.MAX_VALUE - 8]);
            }
            return answer(200, ProcessHandle.current().pid() + " " + System.getenv().keySet() + " "
                    + System.getenv("ISSUER") + " "
                    + context.getRemainingTimeInMillis() + " " + System.getProperty("java.class.path"));
        }
    }

    /** Answers its environment. */
    public static final class Variables implements RequestHandler<Object, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Object event, Context context) {
            return answer(200, System.getenv().toString());
        }
    }

    /** Cannot be created. */
    public static final class NotConstructible implements RequestHandler<Object, Object> {
        public NotConstructible() {
            throw new IllegalStateException("thrown in the constructor");
        }

        @Override
        public Object handleRequest(Object event, Context context) {
            return null;
        }
    }
}
