package ${package}.local;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ${package}.local.CloudAssembly.Route;
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
final class Gateway extends Handler.Abstract {

    /** The most a message may have, in either direction. */
    static final int MESSAGE_LIMIT = 128 * 1024;
    private static final int FRAME_LIMIT = 32 * 1024;
    private static final String ERROR = "Internal server error";

    private final CloudAssembly assembly;
    private final Map<String, LambdaFunction> functions;
    private final Options options;
    private final ScheduledExecutorService timer;
    private final Log log;
    private final ServerWebSocketContainer container;
    private final RouteSelection selection;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();

    Gateway(Server server, CloudAssembly assembly, Map<String, LambdaFunction> functions, Options options,
            ScheduledExecutorService timer, Log log) {
        this.assembly = assembly;
        this.functions = functions;
        this.options = options;
        this.timer = timer;
        this.log = log;
        this.container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(MESSAGE_LIMIT);
        container.setMaxBinaryMessageSize(MESSAGE_LIMIT);
        container.setMaxFrameSize(FRAME_LIMIT);
        // Jetty would split a frame over the limit, where API Gateway closes the connection.
        container.setAutoFragment(false);
        container.setIdleTimeout(options.limits().idleTimeout());
        this.selection = new RouteSelection(assembly.routeSelectionExpression(), assembly.routes());
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
        if (!Request.getPathInContext(request).replaceFirst("/$", "").equals("/" + assembly.stage())) {
            return false;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            Http.answer(response, callback, 426, Http.message("Upgrade Required"));
            return true;
        }
        Fields query = Request.extractQueryParameters(request);
        Connection connection = new Connection(request, query, assembly.stage(), this);
        String requestId = Connection.newId();
        Route route = assembly.routes().get("$connect");
        if (route == null) {
            open(connection, new JsonObject(), request, response, callback);
            return true;
        }
        JsonObject event = Event.connect(connection, requestId, request.getHeaders(), query);
        invoke(route, event).whenComplete((result, thrown) -> {
            int status = thrown == null ? status(result) : isTimeout(thrown) ? 504 : 502;
            if (status < 300) {
                open(connection, result, request, response, callback);
            } else {
                String text = status < 500 ? "Forbidden" : ERROR;
                Http.answer(response, callback, status, Http.error(connection, requestId, text));
            }
        });
        return true;
    }

    private void open(Connection connection, JsonObject result, Request request, Response response, Callback callback) {
        // Before the client knows: another connection may post to it at once, now that its row is there.
        connections.put(connection.id(), connection);
        Callback failing = Callback.from(callback::succeeded, failure -> {
            failed(connection, failure);
            callback.failed(failure);
        });
        try {
            boolean upgraded = container.upgrade((upgrade, upgradeResponse, done) -> {
                accept(result, upgradeResponse);
                return connection;
            }, request, response, failing);
            if (!upgraded) {
                throw new IllegalStateException("No WebSocket handshake");
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

    /** Something else than an answer ends a connection. */
    void error(Connection connection, Throwable cause) {
        log.info(connection.id() + " is closed: " + cause);
    }

    private static void accept(JsonObject result, ServerUpgradeResponse response) {
        // API Gateway compresses nothing.
        response.setExtensions(List.of());
        Template.object(result, "headers").entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol"))
                .forEach(header -> response.setAcceptedSubProtocol(header.getValue().getAsString()));
    }

    /** Runs a task when a connection has been open for as long as it may. */
    Future<?> afterLifetime(Runnable task) {
        return timer.schedule(task, options.limits().lifetime().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A connection has a message from its client. */
    void message(Connection connection, String message) {
        String requestId = Connection.newId();
        Route route = selection.route(message);
        if (route == null) {
            log.info("Forbidden: a message of " + connection.id() + " has no route, and there is no $default");
            connection.send(Http.error(connection, requestId, "Forbidden").toString());
            return;
        }
        invoke(route, Event.message(connection, requestId, route.key(), message)).whenComplete((result, thrown) -> {
            if (thrown != null) {
                String text = isTimeout(thrown) ? "Endpoint request timed out" : ERROR;
                connection.send(Http.error(connection, requestId, text).toString());
            } else if (route.hasResponse() && result.has("body") && result.get("body").isJsonPrimitive()) {
                connection.send(result.get("body").getAsString());
            }
        });
    }

    /** A connection is closed, by either side. */
    void closed(Connection connection, int statusCode, String reason) {
        Route route = assembly.routes().get("$disconnect");
        if (connections.remove(connection.id()) != null && route != null) {
            invoke(route, Event.disconnect(connection, Connection.newId(), statusCode, reason));
        }
    }

    /** What a function answers; a {@link TimeoutException} where the gateway does not wait for it any longer. */
    private CompletableFuture<JsonObject> invoke(Route route, JsonObject event) {
        CompletableFuture<String> response = functions.get(route.function()).invoke(event.toString());
        if (!options.debug()) {
            long timeout = options.limits().integrationTimeout().toMillis();
            response = response.copy().orTimeout(timeout, TimeUnit.MILLISECONDS);
        }
        return response.thenApply(text -> {
            JsonElement result = JsonParser.parseString(text);
            return result.isJsonObject() ? result.getAsJsonObject() : new JsonObject();
        });
    }

    private static int status(JsonObject result) {
        JsonElement statusCode = result.get("statusCode");
        String status = statusCode == null || !statusCode.isJsonPrimitive() ? "" : statusCode.getAsString();
        return status.matches("[2-5][0-9][0-9]") ? Integer.parseInt(status) : 502;
    }

    private static boolean isTimeout(Throwable thrown) {
        return thrown.getCause() instanceof TimeoutException;
    }
}
