package io.github.websocketcdk.local.gateway;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A client's WebSocket. Public for Jetty, which calls it. */
public final class Connection implements Session.Listener.AutoDemanding {
    private final CompletableFuture<Session> session = new CompletableFuture<>();
    private final SendBuffer sendBuffer = new SendBuffer(session);
    private final ConnectionContext context;
    private final String localClient;
    private final Listener listener;
    private volatile Instant lastActiveAt;
    private volatile Future<?> end;

    /** Told what happens on a connection. */
    interface Listener {
        /** It is open; returns what is to be cancelled when it closes. */
        Future<?> opened(Connection connection);

        void message(Connection connection, String message);

        /** Something else than an answer ends it. */
        void error(Connection connection, Throwable cause);

        /** It is closed, by either side, or its client was gone before it was open; told once or more. */
        void closed(Connection connection, int statusCode, String reason);
    }

    Connection(ConnectionContext context, String localClient, Listener listener) {
        this.context = context;
        this.localClient = localClient;
        this.listener = listener;
        this.lastActiveAt = context.connectedAt();
    }

    public String id() {
        return context.connectionId();
    }

    ConnectionContext context() {
        return context;
    }

    Instant lastActiveAt() {
        return lastActiveAt;
    }

    /** What the console page calls it, or null. */
    String localClient() {
        return localClient;
    }

    /** Sends a message, at the latest when its client reads again; false where no more can wait for that. */
    boolean send(String message) {
        lastActiveAt = Instant.now();
        return sendBuffer.add(message);
    }

    /** Closes it, whether its client answers to that or not. */
    void close(int statusCode, String reason) {
        // First: the client's answer, which comes on another thread, has no reason.
        listener.closed(this, statusCode, reason);
        session.thenAccept(open -> open.close(statusCode, reason, Callback.NOOP));
    }

    /** Drops it, as a network does that is lost. */
    void drop() {
        session.thenAccept(Session::disconnect);
    }

    /** Its client was gone before it was open: nobody gets a message through it. */
    void failed(Throwable cause) {
        session.completeExceptionally(cause);
        listener.closed(this, 1006, "Connection Closed Abnormally");
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        end = listener.opened(this);
        session.complete(opened);
    }

    @Override
    public void onWebSocketText(String message) {
        lastActiveAt = Instant.now();
        listener.message(this, message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        callback.succeed();
        close(1003, "Binary frames are not supported");
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        listener.error(this, cause);
        session.completeExceptionally(cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason) {
        if (end != null) {
            end.cancel(false);
        }
        if (statusCode == 1005) {
            listener.closed(this, statusCode, "Client-side close frame status not set");
        } else {
            listener.closed(this, statusCode, reason == null ? "" : reason);
        }
    }
}
