package io.github.websocketcdk.benchmark;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jetty.server.Server;

/** DynamoDB Local, in memory and on a free port of the loopback interface, with tables of connections. */
final class DynamoDb implements AutoCloseable {
    private static final int BATCH = 25;

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final DynamoDbClient client;
    private final ExecutorService writers = Executors.newFixedThreadPool(4);

    DynamoDb() throws Exception {
        server.setHandler(new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(0, true, null, true, false), null));
        server.start();
        client = new DynamoDbClient(url());
    }

    /** A table with so many connections, and their ids. */
    record Table(String name, Set<String> ids) {
    }

    URI url() {
        return server.getURI();
    }

    Table table(int rows) throws Exception {
        String name = "Connections-" + rows;
        client.create(name);
        Set<String> ids = ids(rows);
        List<List<Map<String, ?>>> batches = new ArrayList<>();
        for (String id : ids) {
            if (batches.isEmpty() || batches.get(batches.size() - 1).size() == BATCH) {
                batches.add(new ArrayList<>());
            }
            batches.get(batches.size() - 1).add(put(id));
        }
        for (Future<?> write : writers.invokeAll(batches.stream().map(batch -> writing(name, batch)).toList())) {
            write.get();
        }
        // The first scan takes as long as all others together.
        client.call("Scan", Map.of("TableName", name, "Limit", 1));
        return new Table(name, ids);
    }

    /** Ids as API Gateway gives them, the same in every run. */
    private static Set<String> ids(int count) {
        Random random = new Random(count);
        Set<String> ids = new LinkedHashSet<>();
        byte[] bytes = new byte[11];
        while (ids.size() < count) {
            random.nextBytes(bytes);
            ids.add(Base64.getUrlEncoder().encodeToString(bytes));
        }
        return ids;
    }

    private static Map<String, ?> put(String id) {
        String expiresAt = String.valueOf(Instant.now().plusSeconds(3_600).getEpochSecond());
        return Map.of("PutRequest",
                Map.of("Item", Map.of("id", Map.of("S", id), "expiresAt", Map.of("N", expiresAt))));
    }

    private Callable<Void> writing(String table, List<Map<String, ?>> batch) {
        return () -> {
            client.call("BatchWriteItem", Map.of("RequestItems", Map.of(table, batch)));
            return null;
        };
    }

    @Override
    public void close() throws Exception {
        writers.shutdownNow();
        server.stop();
    }
}
