package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.lambda.Lambda;
import io.github.websocketcdk.local.log.Log;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A WebSocket API: its handshakes, its connections, and the management API that posts to them. */
public final class Gateway extends Handler.Sequence {
    private final Connections connections = new Connections();
    private final Refusals refusals = new Refusals();
    private final Routes routes;

    /** The gateway of a deployment, whose server is not started yet. */
    public Gateway(Server server, Deployment deployment, Lambda lambda, Authorizers authorizers, Quotas quotas,
                   ScheduledExecutorService timer, Log log) {
        routes = new Routes(deployment);
        Integrations integrations = new Integrations(lambda, quotas, log);
        MessageRouting routing =
                new MessageRouting(connections, routes, integrations, quotas.lifetime(), timer, log);
        setHandlers(new HandshakeHandler(container(server, quotas), connections, routes,
                        authorizers, integrations, routing, refusals, log),
                new ManagementApi(connections, routes));
    }

    private static ServerWebSocketContainer container(Server server, Quotas quotas) {
        ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
        container.setMaxTextMessageSize(Quotas.MESSAGE_BYTES);
        container.setMaxBinaryMessageSize(Quotas.MESSAGE_BYTES);
        container.setMaxFrameSize(Quotas.FRAME_BYTES);
        // Jetty would split a frame over the limit, where API Gateway closes the connection.
        container.setAutoFragment(false);
        container.setIdleTimeout(quotas.idleTimeout());
        return container;
    }

    /**
     * Serves another deployment from now on; connections stay open.
     *
     * @throws IllegalStateException if it selects routes in a way that does not run here
     */
    public void update(Deployment deployment) {
        routes.update(deployment);
    }

    /** Drops a connection without {@code $disconnect}; false if there is none. */
    public boolean vanish(String id) {
        Connection connection = connections.get(id);
        // Removed first: what is not here any more gets no $disconnect.
        if (connection == null || !connections.remove(connection)) {
            return false;
        }
        connection.drop();
        return true;
    }

    /** The connection that the console page calls so, or null. */
    public Connection ofPage(String localClient) {
        return connections.ofPage(localClient);
    }

    /** Why the connection that the console page calls so was refused, or null. */
    public String refusal(String localClient) {
        return refusals.of(localClient);
    }
}
