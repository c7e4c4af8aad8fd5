package io.github.websocketcdk.local.gateway;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** What is on its way to a client, in order and in frames; a client that does not read fills it. */
final class SendBuffer {
    /** As many as fit in a frame, whichever they are. */
    private static final int FRAME_CHARACTERS = Quotas.FRAME_BYTES / 3;

    private final CompletableFuture<Session> session;
    private CompletableFuture<Void> lastSent = CompletableFuture.completedFuture(null);
    private int characters;

    /** A buffer that sends from the moment on that the session is open. */
    SendBuffer(CompletableFuture<Session> session) {
        this.session = session;
    }

    /** Takes a message, or returns false where it has no room. */
    synchronized boolean add(String message) {
        if (characters > 0 && characters + message.length() > Quotas.SEND_BUFFER_CHARACTERS) {
            return false;
        }
        characters += message.length();
        lastSent = lastSent.handle((sent, failed) -> session).thenCompose(opening -> opening)
                .thenCompose(open -> send(open, message, 0))
                .whenComplete((sent, failed) -> remove(message));
        return true;
    }

    private synchronized void remove(String message) {
        characters -= message.length();
    }

    /** Sends what is left of a message. */
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
}
