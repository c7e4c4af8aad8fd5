package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The gateway's port: on this machine only, unless told otherwise. */
public final class GatewayServer implements AutoCloseable {
    /** Nothing blocks one but an open console page. */
    private static final int MAX_THREADS = 50;
    private static final int ATTEMPTS = 10;
    private static final Pattern ORIGIN = Pattern.compile("null|[a-z][a-z0-9+.-]*://[^/?#\\s]+");
    /** What the operating system holds for a client that does not read is not much more than the gateway's own. */
    private static final int SEND_BUFFER_BYTES = 128 * 1024;

    private final Server server;
    private final String host;
    private final List<String> allowedOrigins;
    private final Log log;
    private final List<ServerConnector> connectors = new ArrayList<>();

    /**
     * Takes the port; nothing answers there yet.
     *
     * @param port 0 takes any free one
     * @param host an address to listen on that other machines reach, or null
     * @param allowedOrigins of pages that are not of this machine and may call nevertheless
     * @throws IllegalStateException if the port is taken, the address is none of this machine, or an origin is none
     */
    public GatewayServer(int port, String host, List<String> allowedOrigins, Log log) {
        allowedOrigins.stream().filter(origin -> !ORIGIN.matcher(origin).matches()).findFirst().ifPresent(origin -> {
            throw new IllegalStateException("allowedOrigin '" + origin + "' is not an origin: scheme, host and port "
                    + "alone, or null. Example: https://app.example.com");
        });
        this.host = host;
        this.allowedOrigins = allowedOrigins;
        this.log = log;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("gateway");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setErrorHandler(new JsonErrors(log));
        try {
            open(port, ListenAddresses.of(host));
        } catch (IOException e) {
            throw new IllegalStateException("Port " + port + " cannot be used: " + reason(e)
                    + ". Another one: mvn -Plocal -Dport=" + (port + 1), e);
        }
    }

    /** Opens the same port on all addresses. */
    private void open(int port, List<String> addresses) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                int taken = port;
                for (String address : addresses) {
                    ServerConnector connector = connector(address, taken);
                    connectors.add(connector);
                    connector.open();
                    taken = connector.getLocalPort();
                }
                connectors.forEach(server::addConnector);
                return;
            } catch (IOException e) {
                connectors.forEach(ServerConnector::close);
                connectors.clear();
                // Free on one address is not free on the others.
                if (port != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private ServerConnector connector(String address, int port) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(Quotas.HEADER_BYTES);
        ServerConnector connector = new DrainingConnector(server, new NamesAsSent(http));
        connector.setHost(address);
        connector.setPort(port);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    private static String reason(IOException e) {
        return (e.getCause() == null ? e : e.getCause()).getMessage();
    }

    public int port() {
        return connectors.get(0).getLocalPort();
    }

    /** The server that a handler belongs to. */
    public Server server() {
        return server;
    }

    /** Answers from now on, by the first handler that takes a request. */
    public void start(Handler... handlers) throws Exception {
        if (host != null) {
            log.info("Listens on " + host + " too: whoever reaches it can use the API, its functions and its tables");
        }
        server.setHandler(new HostAndOrigin(new Handler.Sequence(handlers), host != null, allowedOrigins, log));
        server.start();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
