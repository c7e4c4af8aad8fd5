package io.github.websocketcdk.local.gateway;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A client's WebSocket. Public for Jetty, which calls it. */
public final class Connection implements Session.Listener.AutoDemanding {

    private static final SecureRandom RANDOM = new SecureRandom();
    /** As many as fit in a frame of 32 KB, whichever they are. */
    private static final int FRAME_CHARACTERS = 10_000;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

    private final String id = newId();
    private final Instant connectedAt = Instant.now();
    private final CompletableFuture<Session> session = new CompletableFuture<>();
    private final Listener listener;
    private final String stage;
    private final String domainName;
    private final String sourceIp;
    private final String userAgent;
    private final String localClient;
    private volatile Instant lastActiveAt = connectedAt;
    private volatile Close close;
    private volatile Future<?> end;
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);

    /** Why this side has closed the connection. */
    private record Close(int statusCode, String reason) {
    }

    /** Told what happens on a connection. */
    interface Listener {

        /** It is open; returns what is to be cancelled when it closes. */
        Future<?> opened(Connection connection);

        void message(Connection connection, String message);

        /** Something else than an answer ends it. */
        void error(Connection connection, Throwable cause);

        /** It is closed, by either side. */
        void closed(Connection connection, int statusCode, String reason);
    }

    Connection(Request request, Fields query, String stage, Listener listener) {
        this.listener = listener;
        this.stage = stage;
        this.domainName = request.getHeaders().get(HttpHeader.HOST);
        this.sourceIp = Request.getRemoteAddr(request);
        this.userAgent = request.getHeaders().get(HttpHeader.USER_AGENT);
        this.localClient = query.getValue(Event.LOCAL_CLIENT);
    }

    /** Like {@code VWi0WdQt0kwCFHg=}: 11 bytes, so that it ends in an equals sign. */
    static String newId() {
        byte[] bytes = new byte[11];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    public String id() {
        return id;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    Instant lastActiveAt() {
        return lastActiveAt;
    }

    String stage() {
        return stage;
    }

    String domainName() {
        return domainName;
    }

    String sourceIp() {
        return sourceIp;
    }

    String userAgent() {
        return userAgent;
    }

    /** What the console page calls it, or null. */
    String localClient() {
        return localClient;
    }

    /** Sends a message, done when it is on its way. A client that does not read is not waited for. */
    synchronized CompletableFuture<Void> send(String message) {
        lastActiveAt = Instant.now();
        lastSent = lastSent.handle((done, failed) -> session).thenCompose(opening -> opening)
                .thenCompose(open -> send(open, message, 0))
                .orTimeout(SEND_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        return lastSent;
    }

    /** Sends what is left of a message, in frames. */
    private static CompletableFuture<Void> send(Session session, String message, int start) {
        int end = Math.min(message.length(), start + FRAME_CHARACTERS);
        if (end < message.length() && Character.isHighSurrogate(message.charAt(end - 1))) {
            end--;
        }
        boolean last = end == message.length();
        int next = end;
        CompletableFuture<Void> sent = new CompletableFuture<>();
        session.sendPartialText(message.substring(start, end), last,
                Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        return last ? sent : sent.thenCompose(done -> send(session, message, next));
    }

    /** Closes it. */
    void close(int statusCode, String reason) {
        close = new Close(statusCode, reason);
        session.thenAccept(open -> open.close(statusCode, reason, Callback.NOOP));
    }

    /** Drops it, as a network does that is lost. */
    void drop() {
        session.thenAccept(Session::disconnect);
    }

    /** The handshake failed: nobody gets a message through it. */
    void failed(Throwable cause) {
        session.completeExceptionally(cause);
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
        Close own = close;
        if (own != null) {
            listener.closed(this, own.statusCode(), own.reason());
        } else if (statusCode == 1005) {
            listener.closed(this, statusCode, "Client-side close frame status not set");
        } else {
            listener.closed(this, statusCode, reason == null ? "" : reason);
        }
    }
}
