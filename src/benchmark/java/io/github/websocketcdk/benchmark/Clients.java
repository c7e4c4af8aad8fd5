package io.github.websocketcdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** The load generator: clients of a WebSocket API, all in this process. */
final class Clients implements AutoCloseable {
    /** So many connects, or disconnects, are under way at a time. */
    static final int CHANGING = 50;
    /** So many broadcasts are under way at a time. */
    static final int SENDERS = 4;

    /** Slow is a bad figure, not a failure. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final WebSocketClient webSocket;
    private final URI uri;
    private final List<Client> clients = new ArrayList<>();

    Clients(URI uri) throws Exception {
        this.uri = uri;
        HttpClient http = new HttpClient();
        QueuedThreadPool threads = new QueuedThreadPool(16);
        threads.setName("clients");
        http.setExecutor(threads);
        http.setMaxConnectionsPerDestination(Integer.MAX_VALUE);
        webSocket = new WebSocketClient(http);
        webSocket.setIdleTimeout(Duration.ZERO);
        webSocket.start();
    }

    /** Seconds that something took as a whole, and milliseconds that its parts took. */
    record Times(double seconds, List<Double> millis) {
        double perSecond() {
            return millis.size() / seconds;
        }

        double percentile(int percent) {
            return millis.get(Math.min(millis.size() - 1, millis.size() * percent / 100));
        }
    }

    /** Opens so many connections. */
    Times open(int count) throws Exception {
        Semaphore opening = new Semaphore(CHANGING);
        List<CompletableFuture<Double>> opened = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            assertThat(opening.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("room to connect").isTrue();
            Client client = new Client();
            clients.add(client);
            long started = System.nanoTime();
            opened.add(webSocket.connect(client, uri).whenComplete((session, failed) -> opening.release())
                    .thenApply(session -> (System.nanoTime() - started) / 1e6));
        }
        await(CompletableFuture.allOf(opened.toArray(CompletableFuture[]::new)));
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Times(seconds, opened.stream().map(CompletableFuture::join).sorted().toList());
    }

    /** Sends so many messages, each of which goes to all clients. */
    Times broadcast(int messages) throws Exception {
        Broadcasts broadcasts = new Broadcasts(clients, messages, SENDERS);
        long start = System.nanoTime();
        await(broadcasts.run());
        return new Times((System.nanoTime() - start) / 1e9, broadcasts.millis());
    }

    int count() {
        return clients.size();
    }

    /** Closes some of the connections; none of these has then got a message more than once. */
    void closeSome() throws Exception {
        List<Client> some = clients.subList(0, Math.min(CHANGING, clients.size()));
        some.forEach(Client::close);
        await(CompletableFuture.allOf(some.stream().map(Client::closed).toArray(CompletableFuture[]::new)));
        assertThat(some).allSatisfy(client -> assertThat(client.unexpected()).isEmpty());
        some.clear();
    }

    private static void await(CompletableFuture<?> done) throws Exception {
        done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        webSocket.stop();
    }
}
