package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What happens on open connections: the way of their messages to a route and back, and their end. */
final class MessageRouting implements Connection.Listener {
    private final Connections connections;
    private final Routes routes;
    private final Integrations integrations;
    private final Duration lifetime;
    private final ScheduledExecutorService timer;
    private final Log log;

    MessageRouting(Connections connections, Routes routes, Integrations integrations, Duration lifetime,
                   ScheduledExecutorService timer, Log log) {
        this.connections = connections;
        this.routes = routes;
        this.integrations = integrations;
        this.lifetime = lifetime;
        this.timer = timer;
        this.log = log;
    }

    @Override
    public Future<?> opened(Connection connection) {
        return timer.schedule(() -> connection.close(1001, "Going away"), lifetime.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void message(Connection connection, String message) {
        String requestId = Ids.next();
        Optional<Route> selected = routes.ofMessage(message);
        if (selected.isEmpty()) {
            log.info("Forbidden: a message of " + connection.id() + routes.selected(message)
                    .map(key -> " selects '" + key + "', which is no route").orElse(" is no JSON")
                    + ", and there is no $default");
            tell(connection, requestId, "Forbidden");
            return;
        }
        Route route = selected.get();
        integrations.invoke(route, Event.message(connection.context(), requestId, route, message),
                response -> {
                    if (route.hasResponse() && response.body() != null) {
                        send(connection, response.body());
                    }
                },
                error -> tell(connection, requestId, error.message()));
    }

    private void tell(Connection connection, String requestId, String message) {
        send(connection, Http.message(message, connection.id(), requestId).toString());
    }

    private void send(Connection connection, String message) {
        if (!connection.send(message)) {
            log.error(connection.id() + " does not read: an answer to it is lost");
        }
    }

    @Override
    public void error(Connection connection, Throwable cause) {
        // As the console page says it of its clients.
        log.info(connection.id() + " is closed: "
                + (cause instanceof IOException ? "connection lost, no close frame" : cause));
    }

    @Override
    public void closed(Connection connection, int statusCode, String reason) {
        if (connections.remove(connection)) {
            routes.disconnect().ifPresent(route -> integrations.invoke(route,
                    Event.disconnect(connection.context(), Ids.next(), route, statusCode, reason),
                    response -> { }, error -> { }));
        }
    }
}
