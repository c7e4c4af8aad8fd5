package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.lambda.Lambda;
import io.github.websocketcdk.local.log.Log;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
public final class Gateway extends Handler.Abstract implements Connection.Listener {

    private static final String ERROR = "Internal server error";

    private final Lambda lambda;
    private final Quotas quotas;
    private final ScheduledExecutorService timer;
    private final Log log;
    private final ServerWebSocketContainer container;
    private final Map<String, Connection> connections = new ConcurrentHashMap<>();
    private final Refusals refusals = new Refusals();
    private volatile Api api;

    /** What is deployed. */
    private record Api(Deployment deployment, RouteSelection selection) {
    }

    /** The gateway of a deployment, whose server is not started yet. */
    public Gateway(Server server, Deployment deployment, Lambda lambda, Quotas quotas, ScheduledExecutorService timer,
                   Log log) {
        this.lambda = lambda;
        this.quotas = quotas;
        this.timer = timer;
        this.log = log;
        this.container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(Quotas.MESSAGE_BYTES);
        container.setMaxBinaryMessageSize(Quotas.MESSAGE_BYTES);
        container.setMaxFrameSize(Quotas.FRAME_BYTES);
        // Jetty would split a frame over the limit, where API Gateway closes the connection.
        container.setAutoFragment(false);
        container.setIdleTimeout(quotas.idleTimeout());
        update(deployment);
    }

    /**
     * Serves another deployment from now on; connections stay open.
     *
     * @throws IllegalStateException if it selects routes in a way that does not run here
     */
    public void update(Deployment deployment) {
        api = new Api(deployment, new RouteSelection(deployment.routeSelectionExpression(), deployment.routes()));
    }

    /** The open connection with an id, or null. */
    Connection connection(String id) {
        return connections.get(id);
    }

    /** Drops a connection without {@code $disconnect}; false if there is none. */
    public boolean vanish(String id) {
        // Removed first: what is not here any more gets no $disconnect.
        Connection connection = connections.remove(id);
        if (connection == null) {
            return false;
        }
        connection.drop();
        return true;
    }

    /** The connection that the console page calls so, or null. */
    public Connection ofPage(String localClient) {
        return connections.values().stream().filter(connection -> localClient.equals(connection.localClient()))
                .findFirst().orElse(null);
    }

    /** Why the connection that the console page calls so was refused, or null. */
    public String refusal(String localClient) {
        return refusals.of(localClient);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).replaceFirst("/$", "").equals("/" + api.deployment().stage())) {
            return false;
        }
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            Http.answer(response, callback, 426, Http.message("Upgrade Required"));
            return true;
        }
        Fields query = Request.extractQueryParameters(request);
        Connection connection = new Connection(request, query, api.deployment().stage(), this);
        String requestId = Connection.newId();
        Route route = api.deployment().routes().get("$connect");
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
                refusals.add(connection.localClient(), thrown == null
                        ? status + ": " + route.function() + " answered " + result
                        : status + ": " + route.function() + " failed: " + thrown.getCause());
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

    @Override
    public void error(Connection connection, Throwable cause) {
        log.info(connection.id() + " is closed: " + cause);
    }

    private static void accept(JsonObject result, ServerUpgradeResponse response) {
        // API Gateway compresses nothing.
        response.setExtensions(List.of());
        JsonObject headers = result.has("headers") ? result.getAsJsonObject("headers") : new JsonObject();
        headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol"))
                .forEach(header -> response.setAcceptedSubProtocol(header.getValue().getAsString()));
    }

    @Override
    public Future<?> opened(Connection connection) {
        return timer.schedule(() -> connection.close(1001, "Going away"), quotas.lifetime().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void message(Connection connection, String message) {
        String requestId = Connection.newId();
        Route route = api.selection().route(message);
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

    @Override
    public void closed(Connection connection, int statusCode, String reason) {
        Route route = api.deployment().routes().get("$disconnect");
        if (connections.remove(connection.id()) != null && route != null) {
            invoke(route, Event.disconnect(connection, Connection.newId(), statusCode, reason));
        }
    }

    /** What a function answers; a {@link TimeoutException} where the gateway does not wait for it any longer. */
    private CompletableFuture<JsonObject> invoke(Route route, JsonObject event) {
        if (route.function() == null) {
            log.error("Route " + route.key() + " does not run here: " + route.notRun());
            return CompletableFuture.failedFuture(new IllegalStateException(route.notRun()));
        }
        CompletableFuture<String> response = lambda.invoke(route.function(), event.toString()).copy()
                .orTimeout(quotas.integrationTimeout().toMillis(), TimeUnit.MILLISECONDS);
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
