package ${package}.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Stream;
import ${package}.infrastructure.WebSocketApp;
import ${package}.local.CloudAssembly.FunctionConfiguration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Runs the stack that {@code cdk deploy} would deploy on this machine: {@code mvn -Plocal}. */
public final class Local implements AutoCloseable {

    /** Nothing blocks one but an open console page. */
    private static final int MAX_THREADS = 50;

    private final Options options;
    private final Log log = new Log();
    private final Path directory;
    private final Server server;
    private final ServerConnector connector;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private CloudAssembly assembly;
    private Tables tables;
    private JavaRuntime runtime;
    private Reload reload;

    private Local(Options options) throws IOException {
        this.options = options;
        timer.setRemoveOnCancelPolicy(true);
        this.directory = Files.createTempDirectory("local");
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS);
        threads.setName("gateway");
        threads.setDaemon(true);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server);
    }

    /** Run by {@code mvn -Plocal}; ends with Ctrl-C. */
    public static void main(String[] args) throws Exception {
        try {
            Local local = start(Options.fromSystemProperties(), WebSocketApp::create);
            endNode();
            Runtime.getRuntime().addShutdownHook(new Thread(local::close, "stop"));
            local.printAddresses();
            Thread.currentThread().join();
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** CDK's Node.js process keeps half a gigabyte, and nobody asks it anything any more. */
    private static void endNode() {
        ProcessHandle.current().children()
                .filter(child -> child.info().command().map(Path::of).map(Path::getFileName)
                        .filter(name -> name.toString().startsWith("node")).isPresent())
                .flatMap(node -> Stream.concat(node.descendants(), Stream.of(node)))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Starts the one WebSocket API of a CDK app. */
    static Local start(Options options, Function<AppProps, App> app) throws Exception {
        Local local = new Local(options);
        try {
            local.run(app);
            return local;
        } catch (Exception e) {
            local.close();
            throw e;
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    String stage() {
        return assembly.stage();
    }

    String dynamoDb() {
        return tables.url();
    }

    Path directory() {
        return directory;
    }

    Log log() {
        return log;
    }

    private void run(Function<AppProps, App> app) throws Exception {
        openPort();
        assembly = step("Stack synthesized", () -> CloudAssembly.synthesize(app, options.stage(),
                directory.resolve("cdk.out"), "localhost:" + port()));
        assembly.notRun().forEach(resource -> System.out.println("Not run here: " + resource));
        tables = step("DynamoDB started", Tables::new);
        assembly.tables().forEach(tables::create);
        step("Gateway started", this::startGateway);
        functions.values().forEach(LambdaFunction::warmUp);
        Stream<Path> code = assembly.functions().values().stream().map(FunctionConfiguration::code);
        List<Path> classpath = Stream.concat(code.distinct(), runtime.classpath().stream()).toList();
        reload = new Reload(options, directory, classpath, functions.values(), log);
        reload.start();
    }

    /** First of all, so that a taken port is said at once. */
    private void openPort() {
        connector.setHost("127.0.0.1");
        connector.setPort(options.port());
        server.addConnector(connector);
        try {
            connector.open();
        } catch (IOException e) {
            throw new IllegalStateException("Port " + options.port() + " cannot be used: " + e.getCause().getMessage()
                    + ". Another one: mvn -Plocal -Dport=" + (options.port() + 1), e);
        }
    }

    private Server startGateway() throws Exception {
        runtime = new JavaRuntime(assembly.region(), tables.url(), directory, options.debug());
        assembly.functions().forEach((id, function) -> functions.put(id,
                new LambdaFunction(function, runtime, options, timer, log)));
        Gateway gateway = new Gateway(server, assembly, functions, options, timer, log);
        server.setHandler(new Handler.Sequence(gateway, new ManagementApi(gateway, assembly.stage()),
                new Page(assembly, endpoint(), gateway, tables, log)));
        server.start();
        return server;
    }

    private String endpoint() {
        return "ws://localhost:" + port() + "/" + stage();
    }

    private static <T> T step(String name, Callable<T> step) throws Exception {
        long started = System.nanoTime();
        T result = step.call();
        System.out.printf("%-20s %5.1f s%n", name, (System.nanoTime() - started) / 1e9);
        return result;
    }

    private void printAddresses() {
        System.out.println(String.join(System.lineSeparator(), "", "WebSocket  " + endpoint(),
                "Page       http://localhost:" + port(), "DynamoDB   " + tables.url(), "",
                "npx wscat -c " + endpoint(), ""));
    }

    @Override
    public void close() {
        try {
            if (reload != null) {
                reload.close();
            }
            functions.values().forEach(LambdaFunction::close);
            server.stop();
            if (tables != null) {
                tables.close();
            }
            timer.shutdownNow();
            delete(directory);
        } catch (Exception e) {
            System.err.println("Not stopped cleanly: " + e.getMessage());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
