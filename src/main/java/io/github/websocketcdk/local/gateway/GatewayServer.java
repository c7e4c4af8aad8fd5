package io.github.websocketcdk.local.gateway;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway's port on this machine, loopback only. */
public final class GatewayServer implements AutoCloseable {

    /** Nothing blocks one but an open console page. */
    private static final int MAX_THREADS = 50;

    private final Server server;
    private final ServerConnector connector;

    /**
     * Takes the port; nothing answers there yet.
     *
     * @param port 0 takes any free one
     * @throws IllegalStateException if it is taken
     */
    public GatewayServer(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("gateway");
        threads.setDaemon(true);
        server = new Server(threads);
        connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be used: " + e.getCause().getMessage()
                    + ". Another one: mvn -Plocal -Dport=" + (port + 1), e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** The server that a handler belongs to. */
    public Server server() {
        return server;
    }

    /** Answers from now on, by the first handler that takes a request. */
    public void start(Handler... handlers) throws Exception {
        server.setHandler(new Handler.Sequence(handlers));
        server.start();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
