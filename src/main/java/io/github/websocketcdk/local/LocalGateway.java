package io.github.websocketcdk.local;

import io.github.websocketcdk.local.assembly.AssemblyReader;
import io.github.websocketcdk.local.assembly.Authorizer;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.assembly.Synthesis;
import io.github.websocketcdk.local.authorizer.RequestAuthorizers;
import io.github.websocketcdk.local.console.Console;
import io.github.websocketcdk.local.dynamodb.DynamoDb;
import io.github.websocketcdk.local.gateway.Gateway;
import io.github.websocketcdk.local.gateway.GatewayServer;
import io.github.websocketcdk.local.gateway.Quotas;
import io.github.websocketcdk.local.issuer.Issuer;
import io.github.websocketcdk.local.lambda.Code;
import io.github.websocketcdk.local.lambda.EventQueue;
import io.github.websocketcdk.local.lambda.InvokeApi;
import io.github.websocketcdk.local.lambda.Lambda;
import io.github.websocketcdk.local.lambda.UnpackedCode;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/**
 * The WebSocket API of a CDK app on this machine, with its functions and tables, until it is closed. In a test:
 *
 * <pre>{@code
 * try (LocalGateway gateway = LocalGateway.start(WebSocketApp::new)) {
 *     HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(gateway.endpoint(), listener);
 * }
 * }</pre>
 */
public final class LocalGateway implements AutoCloseable {
    private final Log log = new Log();
    /** The last one is closed first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Options options;
    private final Path directory;
    private final GatewayServer server;
    private final DynamoDb dynamoDb;
    private final List<String> refusedTables;
    private final Lambda lambda;
    private final RequestAuthorizers authorizers;
    private final Gateway gateway;
    private final Console console;
    private volatile Deployment deployment;

    private LocalGateway(Options options, Assembly assembly, Function<Path, Code.Provider> code) throws Exception {
        this.options = options;
        try {
            directory = Files.createTempDirectory("local-gateway");
            parts.push(() -> delete(directory));
            server = new GatewayServer(options.port(), options.host(), options.allowedOrigins(), log);
            parts.push(server);
            FutureTask<DynamoDb> starting = new FutureTask<>(DynamoDb::new);
            new Thread(starting, "dynamodb start").start();
            parts.push(() -> starting.get().close());
            deployment = AssemblyReader.read(assembly.synthesize(directory.resolve("cdk.out")), options.stack(),
                    "localhost:" + server.port());
            ScheduledThreadPoolExecutor timer = timer();
            parts.push(timer::shutdownNow);
            dynamoDb = starting.get();
            refusedTables = dynamoDb.create(deployment.tables());
            lambda = new Lambda(deployment.region(), deployment.functions().values(), code.apply(directory),
                    Map.of("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.url(),
                            "AWS_ENDPOINT_URL_LAMBDA", page().toString(),
                            "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", callbackUrl().toString()),
                    directory, options.debug(), timer, log);
            parts.push(lambda);
            Quotas quotas = options.debug() ? options.quotas().withIntegrationTimeout(Duration.ofDays(1))
                    : options.quotas();
            authorizers = new RequestAuthorizers(deployment, lambda);
            gateway = new Gateway(server.server(), deployment, lambda, authorizers, quotas, timer, log);
            EventQueue events = new EventQueue(lambda, options.retryWait(), timer, log);
            console = new Console(deployment, endpoint().toString(), gateway, dynamoDb, log);
            server.start(gateway, new InvokeApi(lambda, events, log),
                    new Issuer(page() + Synthesis.ISSUER_PATH, () -> deployment), console);
            warmUp();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Where a cloud assembly comes from. */
    private interface Assembly {
        Path synthesize(Path directory) throws Exception;
    }

    /**
     * Starts the one WebSocket API of a CDK app on any free port.
     *
     * @throws IllegalStateException if there is none, or one that cannot run here
     */
    public static LocalGateway start(Function<AppProps, App> app) throws Exception {
        return start(app, Options.DEFAULT);
    }

    /** Starts the one WebSocket API of a CDK app. */
    public static LocalGateway start(Function<AppProps, App> app, Options options) throws Exception {
        return new LocalGateway(options, directory -> Synthesis.synthesize(app,
                Synthesis.context(options.stage(), options.issuer()), directory), UnpackedCode::new);
    }

    /**
     * Starts the one WebSocket API of a cloud assembly, {@code cdk.out}, whatever language its app is written in. Needs
     * none of CDK's classes, and so has another name: javac would look for those of {@link #start}.
     */
    public static LocalGateway startAssembly(Path cloudAssembly, Options options) throws Exception {
        return new LocalGateway(options, directory -> cloudAssembly, UnpackedCode::new);
    }

    /**
     * Starts the one WebSocket API of a cloud assembly that is made while everything else starts.
     *
     * @param code tells where the functions' code is; it gets a folder for copies of it
     */
    public static LocalGateway start(Callable<Path> cloudAssembly, Function<Path, Code.Provider> code, Options options)
            throws Exception {
        return new LocalGateway(options, directory -> cloudAssembly.call(), code);
    }

    /** What clients connect to: {@code ws://localhost:3001/dev}. */
    public URI endpoint() {
        return URI.create("ws://localhost:" + server.port() + "/" + deployment.stage());
    }

    /** What a backend posts to: {@code http://localhost:3001/dev}. */
    public URI callbackUrl() {
        return URI.create("http://localhost:" + server.port() + "/" + deployment.stage());
    }

    /** The console page: {@code http://localhost:3001}. */
    public URI page() {
        return URI.create("http://localhost:" + server.port());
    }

    public URI dynamoDbEndpoint() {
        return URI.create(dynamoDb.url());
    }

    /**
     * Drops a connection as a network does that is lost: without a close frame, and without {@code $disconnect}.
     *
     * @return whether there is such a connection
     */
    public boolean vanish(String connectionId) {
        return gateway.vanish(connectionId);
    }

    /** Where the functions' processes run. */
    Path directory() {
        return directory;
    }

    /** What the functions log. */
    public Log log() {
        return log;
    }

    /** What stands in the templates and is not run here. */
    public List<String> notRun() {
        return Stream.concat(deployment.notRun().stream(), refusedTables.stream()).toList();
    }

    /** What is set on what is run here, and does nothing here. */
    public List<String> notHonoured() {
        return deployment.notHonoured();
    }

    /**
     * Serves another cloud assembly of the app from now on, or the same one with other code; connections and tables
     * stay. Returns when a process of each function that has changed is ready; until then, all runs as before.
     *
     * @throws IllegalStateException if a change needs a new start, or a function does not start: it says so
     */
    public synchronized void update(Path cloudAssembly) throws Exception {
        Deployment updated = AssemblyReader.read(cloudAssembly, options.stack(),
                "localhost:" + server.port());
        requireSame("the stage", deployment.stage(), updated.stage());
        requireSame("the region", deployment.region(), updated.region());
        deployment.tables().forEach((name, table) -> {
            if (updated.tables().containsKey(name)) {
                requireSame("the table " + name, table, updated.tables().get(name));
            }
        });
        dynamoDb.create(updated.tables()).forEach(log::error);
        try {
            lambda.update(updated.functions().values()).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
        authorizers.update(updated);
        gateway.update(updated);
        console.update(updated);
        lambda.retain(updated.functions().keySet());
        deployment = updated;
        warmUp();
    }

    private static void requireSame(String what, Object before, Object after) {
        if (!after.equals(before)) {
            throw new IllegalStateException("Start again: " + what + " has changed");
        }
    }

    private void warmUp() {
        lambda.warmUp(Stream.concat(
                deployment.authorizers().values().stream().map(Authorizer::function),
                deployment.routes().values().stream().map(Route::function).filter(Objects::nonNull))
                .distinct().toList());
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                log.error("Not stopped cleanly: " + e.getMessage());
            }
        }
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
