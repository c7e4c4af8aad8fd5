package io.github.websocketcdk.archetype.benchmark;

import static io.github.websocketcdk.archetype.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The whole API on one machine, as a developer runs it: connects, deliveries, and what they take. */
final class LocalGateway implements Section {

    private static final List<Integer> CLIENTS = List.of(50, 500, 2_000);
    private static final int FIRST = 500;
    /** With fewer, compilers are still at work in the rounds that count. */
    private static final int WARM_UP = 2_000;
    private static final int REPEATS = 3;
    private static final int MESSAGES = 20;
    private static final int DELIVERIES = 20_000;

    private final Markdown speed = new Markdown("", "connects a second", "p50, ms", "p99, ms",
            "deliveries a second", "p50, ms", "p99, ms");
    private final Markdown cost = new Markdown("", "CPU ms a connect", "CPU ms a delivery", "memory, MB",
            "load generator, CPU ms a connect", "CPU ms a delivery");

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        measure(MavenLocal::new);
        List<String> lines = new ArrayList<>(List.of("## Local gateway", "", "`mvn -Plocal` as a developer runs it, on "
                + "all processors, with the JDK above and its default flags. The clients are in one process, on all "
                + "processors but the first, and " + Clients.CHANGING + " of them connect, or close, at a time. Then "
                + "each of " + Clients.SENDERS + " senders sends its next `sendmessage` when every client has got its "
                + "last, " + number(DELIVERIES, 0) + " deliveries or more and " + MESSAGES + " messages or more; each "
                + "client gets each message once, or the benchmark fails. A delivery lasts from sending to receipt. "
                + "CPU and memory (proportional set size, with the clients connected) are those of the whole process "
                + "tree. The first round is cold; after it and one of " + number(WARM_UP, 0)
                + " clients that is not shown, medians of " + REPEATS + ".", ""));
        lines.addAll(speed.lines());
        lines.add("");
        lines.addAll(cost.lines());
        return lines;
    }

    private void measure(Callable<LocalApi> start) throws Exception {
        Map<String, List<GatewayRound>> rounds = new LinkedHashMap<>();
        try (LocalApi api = start.call(); Clients clients = new Clients(api.webSocket())) {
            try {
                rounds.put(number(FIRST, 0) + ", first round", List.of(round(api, clients, FIRST)));
                round(api, clients, WARM_UP);
                for (int count : CLIENTS) {
                    List<GatewayRound> repeats = new ArrayList<>();
                    for (int repeat = 0; repeat < REPEATS; repeat++) {
                        repeats.add(round(api, clients, count));
                    }
                    rounds.put(number(count, 0), repeats);
                }
            } catch (Exception | AssertionError e) {
                System.out.println(api.output());
                throw e;
            }
            rounds.forEach((name, repeats) -> rows(api.name() + ", " + name, repeats));
        }
    }

    private static GatewayRound round(LocalApi api, Clients clients, int count) throws Exception {
        return GatewayRound.run(api, clients, count, Math.max(MESSAGES, DELIVERIES / count));
    }

    private void rows(String name, List<GatewayRound> rounds) {
        speed.row(name, number(Median.of(rounds, round -> round.connects().perSecond()), 0),
                number(Median.of(rounds, round -> round.connects().percentile(50)), 0),
                number(Median.of(rounds, round -> round.connects().percentile(99)), 0),
                number(Median.of(rounds, round -> round.deliveries().perSecond()), 0),
                number(Median.of(rounds, round -> round.deliveries().percentile(50)), 0),
                number(Median.of(rounds, round -> round.deliveries().percentile(99)), 0));
        cost.row(name, number(Median.of(rounds, round -> round.connect().gateway()), 2),
                number(Median.of(rounds, round -> round.delivery().gateway()), 3),
                number(Median.of(rounds, GatewayRound::memory), 0),
                number(Median.of(rounds, round -> round.connect().clients()), 2),
                number(Median.of(rounds, round -> round.delivery().clients()), 3));
    }
}
