package io.github.websocketcdk.local.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.IO;

/**
 * A connector that reads on for a while before it closes a TCP connection. If it closed while something is still to be
 * read, TCP would reset the connection, and the reset may overtake the answer or the close frame that was sent last.
 */
final class DrainingConnector extends ServerConnector {
    private static final long PAUSE_MILLIS = 20;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Set<SocketChannel> draining = ConcurrentHashMap.newKeySet();

    DrainingConnector(Server server, HttpConnectionFactory http) {
        super(server, http);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        SocketChannelEndPoint endPoint = new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
            @Override
            public void doClose() {
                key.cancel();
                drain(channel);
            }
        };
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private void drain(SocketChannel channel) {
        try {
            channel.shutdownOutput();
            draining.add(channel);
            drain(channel, System.nanoTime() + LIMIT_NANOS);
        } catch (IOException e) {
            IO.close(channel);
        }
    }

    private void drain(SocketChannel channel, long until) {
        try {
            int read;
            do {
                read = channel.read(ByteBuffer.allocate(BUFFER_BYTES));
            } while (read > 0 && System.nanoTime() < until);
            if (read == 0 && isRunning() && System.nanoTime() < until) {
                getScheduler().schedule(() -> drain(channel, until), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
        } catch (IOException e) {
            // The client has reset it: nothing more to wait for.
        }
        close(channel);
    }

    private void close(SocketChannel channel) {
        draining.remove(channel);
        IO.close(channel);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        draining.forEach(this::close);
    }
}
