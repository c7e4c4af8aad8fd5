package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** Posts a message to every stored connection. */
final class Broadcast {

    private static final int CONCURRENCY = 50;

    private final Connections connections;
    private final ManagementApi managementApi;
    private final ExecutorService executor = Executors.newFixedThreadPool(CONCURRENCY);

    Broadcast(Connections connections, ManagementApi managementApi) {
        this.connections = connections;
        this.managementApi = managementApi;
    }

    /** Returns when every connection has been tried. One that fails keeps no other from its message. */
    void send(String message) {
        // Bounds what waits in memory too: a page is read when there is a thread for its first connection.
        Semaphore free = new Semaphore(CONCURRENCY);
        connections.ids().forEach(id -> {
            free.acquireUninterruptibly();
            executor.execute(() -> {
                try {
                    post(id, message);
                } finally {
                    free.release();
                }
            });
        });
        free.acquireUninterruptibly(CONCURRENCY);
    }

    private void post(String id, String message) {
        try {
            managementApi.post(id, message);
        } catch (GoneException e) {
            connections.remove(id);
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("Not delivered to one connection: " + e.getMessage(), LogLevel.WARN);
        }
    }
}
