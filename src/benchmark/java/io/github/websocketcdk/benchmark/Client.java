package io.github.websocketcdk.benchmark;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** One client's WebSocket. Public for Jetty, which calls it. */
public final class Client implements Session.Listener.AutoDemanding {
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private volatile Session session;
    private volatile Broadcasts.Recipient recipient;
    private volatile boolean closing;

    void receiveFor(Broadcasts.Recipient next) {
        recipient = next;
    }

    void send(String text) {
        session.sendText(text, Callback.from(() -> { }, this::fail));
    }

    void close() {
        closing = true;
        session.close(StatusCode.NORMAL, null, Callback.NOOP);
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    /** What came that should not have. */
    List<String> unexpected() {
        return unexpected;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
    }

    @Override
    public void onWebSocketText(String text) {
        Broadcasts.Recipient current = recipient;
        if (current == null || !current.received(text)) {
            fail(new IllegalStateException("Unexpected: " + text));
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        fail(cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason) {
        if (!closing) {
            fail(new IllegalStateException("Closed by the gateway: " + statusCode + " " + reason));
        }
        closed.complete(null);
    }

    private void fail(Throwable cause) {
        unexpected.add(String.valueOf(cause));
        Broadcasts.Recipient current = recipient;
        if (current != null) {
            current.failed(cause);
        }
    }
}
