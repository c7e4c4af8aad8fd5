package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that remembers what it receives. */
public final class Client implements WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int WAIT_SECONDS = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    public static CompletableFuture<Client> connecting(LocalGateway local, String query, String... protocols) {
        Client client = new Client();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (protocols.length > 0) {
            builder.subprotocols(protocols[0]);
        }
        return builder.buildAsync(URI.create(local.endpoint() + query), client)
                .thenApply(socket -> {
                    client.socket = socket;
                    return client;
                });
    }

    public static Client connect(LocalGateway local) {
        return connecting(local, "").join();
    }

    /** The status of a handshake that is refused. */
    public static int refused(LocalGateway local, String query) {
        try {
            connecting(local, query).join().socket.abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    public Client send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    /** Sends as much of a message as the other side takes. */
    public Client trySend(String message) {
        socket.sendText(message, true);
        return this;
    }

    public Client sendBinary() {
        socket.sendBinary(ByteBuffer.allocate(3), true).join();
        return this;
    }

    public Client close(int statusCode) {
        if (!socket.isOutputClosed()) {
            socket.sendClose(statusCode, "").join();
        }
        return this;
    }

    /** Ends the TCP connection, without a close frame. */
    public void drop() {
        socket.abort();
    }

    public String receive() throws InterruptedException {
        String message = messages.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    public JsonObject receiveJson() throws InterruptedException {
        return JsonParser.parseString(receive()).getAsJsonObject();
    }

    public int closeCode() {
        return closed.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    public String subprotocol() {
        return socket.getSubprotocol();
    }

    public boolean hasNothing() {
        return messages.isEmpty();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }
}
