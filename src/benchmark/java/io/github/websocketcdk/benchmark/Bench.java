package io.github.websocketcdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.websocketcdk.archetype.Trees;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What functions run against: tables in DynamoDB Local and a sink for posts; and the environment that says so. */
final class Bench implements AutoCloseable {
    /** The most that one function posts, and what a deployed stack has. */
    private static final String POSTS_PER_SECOND = "8000";
    private static final int SECONDS_PER_INVOCATION = 60;
    /** As long as a session token is on Lambda. */
    private static final String SESSION_TOKEN = "t".repeat(800);
    private static final String PATH = "POST /dev/@connections/";

    private final DynamoDb dynamoDb = new DynamoDb();
    private final Sink sink = new Sink();
    private final Path outputs = Trees.empty("benchmark");
    private final Map<Integer, DynamoDb.Table> tables = new HashMap<>();
    private int processes;

    Bench() throws Exception {
    }

    /** One invocation of {@code sendmessage}. */
    record Broadcast(int posts, double seconds, double secondsToFirstPost, double cpuSeconds) {
        double postsPerSecond() {
            return posts / seconds;
        }

        double cpuMillisPerPost() {
            return 1_000 * cpuSeconds / posts;
        }
    }

    /** Starts the process of a function on a table with so many connections. */
    FunctionProcess start(Implementation implementation, Implementation.Function function, int rows)
            throws Exception {
        return start(implementation.start(function), rows, SECONDS_PER_INVOCATION, Map.of());
    }

    /** Starts a process whose invocations have so many seconds, with more in its environment. */
    FunctionProcess start(Implementation.Start start, int rows, int seconds, Map<String, String> more)
            throws Exception {
        Map<String, String> environment = new HashMap<>(start.environment());
        environment.putAll(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_SESSION_TOKEN", SESSION_TOKEN,
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.url().toString(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_benchmark",
                "AWS_LAMBDA_FUNCTION_NAME", "benchmark",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1769"));
        environment.putAll(Map.of(
                "TABLE_NAME", table(rows).name(),
                "tableName", table(rows).name(),
                "CALLBACK_URL", "http://" + domainName() + "/dev",
                "POSTS_PER_SECOND", POSTS_PER_SECOND,
                "ALLOWED_ORIGINS", "*",
                "STAGE", "benchmark",
                "METRICS_NAMESPACE", "benchmark"));
        environment.putAll(more);
        return new FunctionProcess(Processors.first(start.command()), environment,
                outputs.resolve(++processes + ".log"), seconds);
    }

    /** Has the function send a message to every connection, and makes sure that each gets it once. */
    Broadcast broadcast(FunctionProcess process, int rows) throws Exception {
        sink.reset();
        FunctionProcess.Invocation invocation = process.invoke(event(Implementation.Function.SEND_MESSAGE));
        Sink.Posts posts = sink.posts();
        assertThat(reachedOnce()).as("connections reached").isEqualTo(table(rows).ids());
        return new Broadcast(rows, invocation.time().toNanos() / 1e9,
                (posts.first - invocation.start()) / 1e9, invocation.cpu().toNanos() / 1e9);
    }

    /** The ids that were posted to since the sink was reset; fails if one was more than once. */
    Set<String> reachedOnce() {
        assertThat(sink.posts().byPath.values()).as("posts of a connection").containsOnly(1);
        return sink.posts().byPath.keySet().stream().map(Bench::id).collect(Collectors.toSet());
    }

    Sink sink() {
        return sink;
    }

    String event(Implementation.Function function) {
        return new Gson().toJson(Map.of("requestContext", Map.of(
                        "routeKey", function.route(),
                        "eventType", function.eventType,
                        "connectionId", "VWi0WdQt0kwCFHg=", "requestId", "VWi1BFGBoAMFZ7g=",
                        "domainName", domainName(), "stage", "dev", "apiId", "abcdef1234"),
                "body", "{\"action\":\"sendmessage\",\"data\":\"Hello World\"}", "isBase64Encoded", false));
    }

    private String domainName() {
        return "127.0.0.1:" + sink.port();
    }

    DynamoDb.Table table(int rows) throws Exception {
        if (!tables.containsKey(rows)) {
            tables.put(rows, dynamoDb.table(rows));
        }
        return tables.get(rows);
    }

    private static String id(String path) {
        String decoded = URLDecoder.decode(path, StandardCharsets.UTF_8);
        assertThat(decoded).startsWith(PATH);
        return decoded.substring(PATH.length());
    }

    @Override
    public void close() throws Exception {
        sink.close();
        dynamoDb.close();
    }
}
