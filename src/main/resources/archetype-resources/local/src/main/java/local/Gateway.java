package ${package}.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ${package}.local.Deployment.Route;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The WebSocket API: connections, and the routes of their messages. */
final class Gateway extends Handler.Abstract implements Connection.Listener {

    /** The most a message may have, in either direction. */
    static final int MESSAGE_LIMIT = 128 * 1024;

    private static final int FRAME_LIMIT = 32 * 1024;
    private static final int INTEGRATION_TIMEOUT_SECONDS = 29;
    private static final String ERROR = "Internal server error";

    private final Deployment deployment;
    private final Map<String, FunctionPool> functions;
    private final Options options;
    private final ScheduledExecutorService timer;
    private final ServerWebSocketContainer container;
    private final RouteSelection selection;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    Gateway(Server server, Deployment deployment, Map<String, FunctionPool> functions, Options options,
            ScheduledExecutorService timer) {
        this.deployment = deployment;
        this.functions = functions;
        this.options = options;
        this.timer = timer;
        this.container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(MESSAGE_LIMIT);
        container.setMaxBinaryMessageSize(MESSAGE_LIMIT);
        container.setMaxFrameSize(FRAME_LIMIT);
        // Jetty would split a frame over the limit, where API Gateway closes the connection.
        container.setAutoFragment(false);
        container.setIdleTimeout(options.idleTimeout());
        this.selection = new RouteSelection(deployment.routeSelectionExpression(), deployment.routes());
    }

    /** The open connection with an id, or null. */
    Connection connection(String id) {
        return connections.get(id);
    }

    /** Drops the connection that the console page calls so, without {@code $disconnect}. */
    boolean vanish(String localClient) {
        for (Connection connection : connections.values()) {
            // Removed first: what is not here any more gets no $disconnect.
            if (localClient.equals(connection.localClient()) && connections.remove(connection.id()) != null) {
                connection.drop();
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).replaceFirst("/$", "").equals("/" + deployment.stage())) {
            return false;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            Http.json(response, callback, 426, Http.message("Upgrade Required"));
            return true;
        }
        Fields query = Event.query(request.getHttpURI().getQuery());
        Connection connection = new Connection(request, query, deployment.stage(), this);
        String requestId = Connection.newId();
        Route route = deployment.routes().get("$connect");
        CompletableFuture<JsonObject> answer = route == null ? CompletableFuture.completedFuture(Http.status(200))
                : invoke(route, Event.connect(connection, requestId, request.getHeaders(), query));
        answer.whenComplete((result, thrown) -> {
            int status = thrown == null ? Http.status(result) : isTimeout(thrown) ? 504 : 502;
            if (status >= 200 && status < 300) {
                open(connection, result, request, response, callback);
            } else {
                Http.json(response, callback, status, error(connection, requestId,
                        status >= 500 ? ERROR : "Forbidden"));
            }
        });
        return true;
    }

    private void open(Connection connection, JsonObject answer, Request request, Response response,
                      Callback callback) {
        // Before the client knows: another connection may post to it at once, now that its row is there.
        connections.put(connection.id(), connection);
        Callback failing = Callback.from(callback::succeeded, failure -> {
            failed(connection, failure);
            callback.failed(failure);
        });
        try {
            boolean upgraded = container.upgrade((upgrade, upgradeResponse, done) -> {
                accept(answer, upgradeResponse);
                return connection;
            }, request, response, failing);
            if (!upgraded) {
                failed(connection, new IllegalStateException("No WebSocket handshake"));
                Response.writeError(request, response, callback, 400);
            }
        } catch (RuntimeException e) {
            failed(connection, e);
            Response.writeError(request, response, callback, 400);
        }
    }

    private void failed(Connection connection, Throwable cause) {
        connections.remove(connection.id());
        connection.failed(cause);
    }

    private static void accept(JsonObject answer, ServerUpgradeResponse response) {
        // API Gateway compresses nothing.
        response.setExtensions(List.of());
        Template.object(answer, "headers").entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol"))
                .forEach(header -> response.setAcceptedSubProtocol(header.getValue().getAsString()));
    }

    @Override
    public void opened(Connection connection) {
        timer.schedule(() -> connection.close(1001, "Going away"), options.lifetime().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void message(Connection connection, String message) {
        String requestId = Connection.newId();
        Route route = selection.route(message);
        if (route == null) {
            connection.send(error(connection, requestId, "Forbidden").toString());
            return;
        }
        invoke(route, Event.message(connection, requestId, route.key(), message)).whenComplete((result, thrown) -> {
            if (thrown != null) {
                String text = isTimeout(thrown) ? "Endpoint request timed out" : ERROR;
                connection.send(error(connection, requestId, text).toString());
            } else if (route.hasResponse() && result.has("body") && result.get("body").isJsonPrimitive()) {
                connection.send(result.get("body").getAsString());
            }
        });
    }

    @Override
    public void closed(Connection connection, int statusCode, String reason) {
        Route route = deployment.routes().get("$disconnect");
        if (connections.remove(connection.id()) != null && route != null) {
            invoke(route, Event.disconnect(connection, Connection.newId(), statusCode, reason));
        }
    }

    /** What a function answers; a {@link TimeoutException} where the gateway does not wait for it any longer. */
    private CompletableFuture<JsonObject> invoke(Route route, JsonObject event) {
        CompletableFuture<String> response = functions.get(route.function()).invoke(event.toString()).response();
        if (!options.debug()) {
            response = response.copy().orTimeout(INTEGRATION_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
        return response.thenApply(text -> {
            JsonElement answer = JsonParser.parseString(text);
            return answer.isJsonObject() ? answer.getAsJsonObject() : new JsonObject();
        });
    }

    private static JsonObject error(Connection connection, String requestId, String message) {
        JsonObject error = Http.message(message);
        error.addProperty("connectionId", connection.id());
        error.addProperty("requestId", requestId);
        return error;
    }

    private static boolean isTimeout(Throwable thrown) {
        return (thrown instanceof CompletionException ? thrown.getCause() : thrown) instanceof TimeoutException;
    }
}
