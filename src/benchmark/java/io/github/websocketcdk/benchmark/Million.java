package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message to a million connections, with shortened time limits; and one whose invocation is killed. */
final class Million implements Section {
    private static final int ROWS = 1_000_000;
    private static final int ROWS_OF_THE_KILLED = 100_000;
    /** Of which 9 are kept for answers and handing over. */
    private static final int SECONDS_PER_INVOCATION = 29;
    private static final Map<String, String> SLOW = Map.of("POSTS_PER_SECOND", "2000");

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        GeneratedFunctions generated = (GeneratedFunctions) implementations.get(0);
        List<String> lines = new ArrayList<>(List.of("## A million", "", "One `sendmessage` to "
                + number(ROWS, 0) + " connections. `Publish` has " + SECONDS_PER_INVOCATION + " s an invocation, as "
                + "`sendmessage`, not 15 minutes, and hands over to itself. Each connection gets the message once, or "
                + "the benchmark fails.", ""));
        lines.addAll(reachAll(bench, generated));
        lines.addAll(List.of("", "The same to " + number(ROWS_OF_THE_KILLED, 0) + " connections, at 2,000 posts a "
                + "second; the process of `Publish` is killed while it posts. Nobody gets the message twice, and its "
                + "event goes where failed ones go, with what was delivered before it.", ""));
        lines.addAll(kill(bench, generated));
        return lines;
    }

    private static List<String> reachAll(Bench bench, GeneratedFunctions generated) throws Exception {
        bench.table(ROWS);
        bench.sink().reset();
        try (Invocations publish = new Invocations(
                url -> process(bench, generated, "PublishHandler", ROWS, Map.of(), url))) {
            long start = System.nanoTime();
            sendMessage(bench, generated, ROWS, publish, Map.of());
            publish.await();
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(publish.failed()).isEmpty();
            assertThat(bench.reachedOnce()).isEqualTo(bench.table(ROWS).ids());

            Markdown table = new Markdown("connections", "reached once", "invocations of Publish", "seconds",
                    "posts a second", "peak memory, MB");
            double memory = 0;
            for (FunctionProcess process : publish.processes()) {
                memory = Math.max(memory, process.peakMemory());
            }
            table.row(number(ROWS, 0), number(bench.reachedOnce().size(), 0), number(publish.answers().size(), 0),
                    number(seconds, 0), number(ROWS / seconds, 0), number(memory, 0));
            return table.lines();
        }
    }

    private static List<String> kill(Bench bench, GeneratedFunctions generated) throws Exception {
        Set<String> ids = bench.table(ROWS_OF_THE_KILLED).ids();
        bench.sink().reset();
        try (Invocations publish = new Invocations(
                url -> process(bench, generated, "PublishHandler", ROWS_OF_THE_KILLED, SLOW, url))) {
            sendMessage(bench, generated, ROWS_OF_THE_KILLED, publish, SLOW);
            int before = bench.sink().posts().byPath.size();
            await().atMost(Duration.ofMinutes(1)).until(() -> bench.sink().posts().byPath.size() > before + 10_000);
            publish.processes().get(0).kill();
            publish.await();

            assertThat(publish.failed()).hasSize(1);
            assertThat(ids).containsAll(bench.reachedOnce());
            JsonObject event = JsonParser.parseString(publish.failed().get(0)).getAsJsonObject();
            Markdown table = new Markdown("connections", "reached once", "failed events",
                    "delivered before it");
            table.row(number(ids.size(), 0), number(bench.reachedOnce().size(), 0), publish.failed().size(),
                    number(event.getAsJsonObject("soFar").get("Delivered").getAsInt(), 0));
            return table.lines();
        }
    }

    private static void sendMessage(Bench bench, GeneratedFunctions generated, int rows, Invocations publish,
            Map<String, String> more) throws Exception {
        try (FunctionProcess process = process(bench, generated, "SendMessageHandler", rows, more, publish.url())) {
            process.invoke(bench.event(Implementation.Function.SEND_MESSAGE));
        }
    }

    private static FunctionProcess process(Bench bench, GeneratedFunctions generated, String handler, int rows,
            Map<String, String> more, String lambda) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("AWS_ENDPOINT_URL_LAMBDA", lambda);
        return bench.start(generated.start(handler), rows, SECONDS_PER_INVOCATION, environment);
    }
}
