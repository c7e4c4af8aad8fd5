package io.github.websocketcdk.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** An API, its clients, and the rounds that they have had. */
final class MeasuredApi implements AutoCloseable {
    private final Callable<LocalApi> start;
    private final boolean ours;
    private final Map<String, List<GatewayRound>> rounds = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int tooMany = Integer.MAX_VALUE;
    private LocalApi api;
    private Clients clients;

    /** Starts the API; a failure of ours is one of the benchmark, one of another's is a result. */
    MeasuredApi(boolean ours, Callable<LocalApi> start) throws Exception {
        this.ours = ours;
        this.start = start;
        start();
    }

    private void start() throws Exception {
        api = start.call();
        clients = new Clients(api.webSocket());
    }

    String name() {
        return api.name();
    }

    /** One more round of that name. */
    void round(String round, int connections, int messages) throws Exception {
        if (connections >= tooMany) {
            failures.putIfAbsent(round, "not tried after the failure");
            return;
        }
        try {
            rounds.computeIfAbsent(round, r -> new ArrayList<>())
                    .add(GatewayRound.run(api, clients, connections, messages));
        } catch (Exception | AssertionError e) {
            System.out.println(api.output());
            if (ours) {
                throw e;
            }
            e.printStackTrace(System.out);
            failures.put(round, "failed: " + e.getClass().getSimpleName());
            tooMany = connections;
            close();
            start();
        }
    }

    /** Why there are no figures of these rounds; null where there are. */
    String failure(String round) {
        return failures.get(round);
    }

    List<GatewayRound> rounds(String round) {
        return rounds.get(round);
    }

    @Override
    public void close() throws Exception {
        clients.close();
        api.close();
    }
}
