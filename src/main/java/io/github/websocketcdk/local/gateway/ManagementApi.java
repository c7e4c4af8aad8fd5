package io.github.websocketcdk.local.gateway;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/** The callback URL: {@code POST}, {@code GET} and {@code DELETE} on {@code /<stage>/@connections/<connection id>}. */
final class ManagementApi extends Handler.Abstract {
    private static final Gson GSON = new Gson();

    private final Connections connections;
    private final Routes routes;

    ManagementApi(Connections connections, Routes routes) {
        this.connections = connections;
        this.routes = routes;
    }

    /** What {@code GET} answers. */
    private record Description(String connectedAt, RequestContext.Identity identity, String lastActiveAt) {
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = URIUtil.decodePath(request.getHttpURI().getPath());
        String connectionsPath = "/" + routes.deployment().stage() + "/@connections/";
        if (!path.startsWith(connectionsPath)) {
            return false;
        }
        response.getHeaders().put("x-amzn-RequestId", Ids.next());
        String id = path.substring(connectionsPath.length());
        if (!Ids.isId(id)) {
            Http.error(response, callback, 400, "Invalid connectionId: " + id);
            return true;
        }
        Connection connection = connections.get(id);
        switch (request.getMethod()) {
            case "POST" -> post(connection, request, response, callback);
            case "GET" -> get(connection, response, callback);
            case "DELETE" -> delete(connection, response, callback);
            default -> Http.error(response, callback, 403, "Missing Authentication Token");
        }
        return true;
    }

    private static void post(Connection connection, Request request, Response response, Callback callback) {
        Content.Source.asByteArrayAsync(request, Quotas.MESSAGE_BYTES).whenComplete((message, thrown) -> {
            if (thrown != null) {
                Http.error(response, callback, 413, "Message too long");
            } else if (connection == null) {
                gone(response, callback);
            } else if (connection.send(new String(message, StandardCharsets.UTF_8))) {
                Http.answer(response, callback, 200);
            } else {
                Http.error(response, callback, 429, "The client does not read, and its buffer is full");
            }
        });
    }

    private static void get(Connection connection, Response response, Callback callback) {
        if (connection == null) {
            gone(response, callback);
            return;
        }
        ConnectionContext context = connection.context();
        Http.answer(response, callback, 200, GSON.toJsonTree(new Description(context.connectedAt().toString(),
                new RequestContext.Identity(context.sourceIp(), context.userAgent()),
                connection.lastActiveAt().toString())));
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
        Http.error(response, callback, 410, "Gone");
    }
}
