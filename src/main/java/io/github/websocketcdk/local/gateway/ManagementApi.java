package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** The callback URL: {@code POST}, {@code GET} and {@code DELETE} on {@code /<stage>/@connections/<connection id>}. */
public final class ManagementApi extends Handler.Abstract {

    private final Gateway gateway;
    private final Pattern path;

    public ManagementApi(Gateway gateway, String stage) {
        this.gateway = gateway;
        this.path = Pattern.compile("/" + Pattern.quote(stage) + "/@connections/([^/]+)");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Matcher connections = path.matcher(URIUtil.decodePath(request.getHttpURI().getPath()));
        if (!connections.matches()) {
            return false;
        }
        response.getHeaders().put("x-amzn-RequestId", Connection.newId());
        Connection connection = gateway.connection(connections.group(1));
        switch (request.getMethod()) {
            case "POST" -> post(connection, request, response, callback);
            case "GET" -> get(connection, response, callback);
            case "DELETE" -> delete(connection, response, callback);
            default -> error(response, callback, 403, "MissingAuthenticationTokenException",
                    "Missing Authentication Token");
        }
        return true;
    }

    private static void post(Connection connection, Request request, Response response, Callback callback)
            throws IOException {
        byte[] message;
        try (InputStream body = Content.Source.asInputStream(request)) {
            message = body.readNBytes(Quotas.MESSAGE_BYTES + 1);
        }
        if (message.length > Quotas.MESSAGE_BYTES) {
            error(response, callback, 413, "PayloadTooLargeException", "Message too long");
        } else if (connection == null) {
            gone(response, callback);
        } else {
            connection.send(new String(message, StandardCharsets.UTF_8)).whenComplete((sent, thrown) -> {
                if (thrown == null) {
                    Http.answer(response, callback, 200);
                } else {
                    connection.drop();
                    gone(response, callback);
                }
            });
        }
    }

    private static void get(Connection connection, Response response, Callback callback) {
        if (connection == null) {
            gone(response, callback);
            return;
        }
        JsonObject identity = new JsonObject();
        identity.addProperty("sourceIp", connection.sourceIp());
        identity.addProperty("userAgent", connection.userAgent());
        JsonObject body = new JsonObject();
        body.addProperty("connectedAt", connection.connectedAt().toString());
        body.add("identity", identity);
        body.addProperty("lastActiveAt", connection.lastActiveAt().toString());
        Http.answer(response, callback, 200, body);
    }

    private static void delete(Connection connection, Response response, Callback callback) {
        if (connection == null) {
            gone(response, callback);
            return;
        }
        connection.close(1000, "Connection Closed Normally");
        Http.answer(response, callback, 204);
    }

    private static void gone(Response response, Callback callback) {
        error(response, callback, 410, "GoneException", "Gone");
    }

    private static void error(Response response, Callback callback, int status, String type, String message) {
        response.getHeaders().put("x-amzn-ErrorType", type);
        Http.answer(response, callback, status, Http.message(message));
    }
}
