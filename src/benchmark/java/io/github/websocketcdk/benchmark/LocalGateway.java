package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.util.ArrayList;
import java.util.List;

/** The whole API on one machine, as a developer runs it: connects, deliveries, and what they take. */
final class LocalGateway implements Section {
    private static final List<Integer> CLIENTS = List.of(50, 500, 2_000);
    private static final int FIRST = 500;
    /** With fewer, compilers are still at work in the rounds that count. */
    private static final int WARM_UP = 2_000;
    private static final int REPEATS = 3;
    private static final int MESSAGES = 20;
    private static final int DELIVERIES = 20_000;
    /** The clients of the rounds whose ratio is shown. */
    private static final int RATIO = 2_000;

    private static final List<GatewayTable.Column> SPEED = List.of(
            new GatewayTable.Column("connects a second", 0, round -> round.connects().perSecond()),
            new GatewayTable.Column("p50, ms", 0, round -> round.connects().percentile(50)),
            new GatewayTable.Column("p99, ms", 0, round -> round.connects().percentile(99)),
            new GatewayTable.Column("deliveries a second", 0, round -> round.deliveries().perSecond()),
            new GatewayTable.Column("p50, ms", 0, round -> round.deliveries().percentile(50)),
            new GatewayTable.Column("p99, ms", 0, round -> round.deliveries().percentile(99)));
    private static final List<GatewayTable.Column> COST = List.of(
            new GatewayTable.Column("CPU ms a connect", 2, round -> round.connect().gateway()),
            new GatewayTable.Column("CPU ms a delivery", 3, round -> round.delivery().gateway()),
            new GatewayTable.Column("memory, MB", 0, GatewayRound::memory),
            new GatewayTable.Column("load generator, CPU ms a connect", 2, round -> round.connect().clients()),
            new GatewayTable.Column("CPU ms a delivery", 3, round -> round.delivery().clients()));

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        List<MeasuredApi> apis = new ArrayList<>();
        try {
            apis.add(new MeasuredApi(true, MavenLocal::new));
            for (Implementation implementation : implementations) {
                if (implementation instanceof TutorialFunctions tutorial && ServerlessOffline.install(tutorial)) {
                    apis.add(new MeasuredApi(false, () -> new ServerlessOffline(tutorial, "serverless-offline",
                            // Only the first round is to be cold.
                            "--terminateIdleLambdaTime", "86400")));
                    apis.add(new MeasuredApi(false, () -> new ServerlessOffline(tutorial,
                            "serverless-offline, in process", "--useInProcess")));
                }
            }
            return measure(apis);
        } finally {
            for (MeasuredApi api : apis) {
                api.close();
            }
        }
    }

    private static List<String> measure(List<MeasuredApi> apis) throws Exception {
        String cold = number(FIRST, 0) + ", first round";
        rounds(apis, cold, FIRST, 1);
        rounds(apis, "warm-up", WARM_UP, 1);
        List<String> names = new ArrayList<>(List.of(cold));
        for (int count : CLIENTS) {
            String name = number(count, 0);
            rounds(apis, name, count, REPEATS);
            names.add(name);
        }

        List<String> lines = new ArrayList<>(List.of("## Local gateway", "", "`mvn -Plocal` as a developer runs it, on "
                + "all processors, with the JDK above. The clients are in one process, on all "
                + "processors but the first, and " + Clients.CHANGING + " of them connect, or close, at a time. Then "
                + "each of " + Clients.SENDERS + " senders sends its next `sendmessage` when every client has got its "
                + "last, " + number(DELIVERIES, 0) + " deliveries or more and " + MESSAGES + " messages or more; each "
                + "client gets each message once, or the benchmark fails. A delivery lasts from sending to receipt. "
                + "CPU and memory (proportional set size, with the clients connected) are those of the whole process "
                + "tree, DynamoDB Local included. The first round is cold; after it and one of " + number(WARM_UP, 0)
                + " clients that is not shown, medians of " + REPEATS + ".", ""));
        if (apis.size() > 1) {
            lines.addAll(List.of(ServerlessOffline.PACKAGE + " runs the tutorial's JavaScript functions, with the "
                    + "Node.js and SDK above, on " + ServerlessOffline.FRAMEWORK + ": as it is, with a worker thread "
                    + "for each function under way, none of which is ended when idle, and in process "
                    + "(`--useInProcess`). Its DynamoDB Local is a JVM of its own with the flags that `mvn -Plocal` "
                    + "has for the one in its. A failure of it does not make the benchmark fail: its row says so. "
                    + "Rounds of one size take turns. Ratios are `mvn -Plocal`'s figure divided by the other's, at "
                    + number(RATIO, 0) + " clients.", ""));
        }
        lines.addAll(GatewayTable.lines(SPEED, apis, names, number(RATIO, 0)));
        lines.add("");
        lines.addAll(GatewayTable.lines(COST, apis, names, number(RATIO, 0)));
        return lines;
    }

    /** In turns, so that an hour that is slow is so for all of them. */
    private static void rounds(List<MeasuredApi> apis, String name, int clients, int repeats) throws Exception {
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (MeasuredApi api : apis) {
                api.round(name, clients, Math.max(MESSAGES, DELIVERIES / clients));
            }
        }
    }
}
