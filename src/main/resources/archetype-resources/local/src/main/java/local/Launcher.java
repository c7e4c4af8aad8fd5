package ${package}.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ${package}.local.Deployment.LambdaFunction;
import software.amazon.awssdk.crt.CRT;

/** How a function's process starts: with its own classpath and its own environment, and nothing of this process's. */
final class Launcher {

    /** What Lambda's own Java runtime leaves to the heap. */
    private static final double HEAP = 0.85;
    /** What Java itself cannot do without, on Windows. */
    private static final List<String> PLATFORM_VARIABLES = List.of("SystemRoot", "TEMP", "TMP");

    private final Map<String, String> environment;
    private final Path directory;
    private final boolean debug;

    /** Processes that run in a directory. */
    Launcher(String region, String dynamoDbUrl, String callbackUrl, Path directory, boolean debug) {
        this.environment = environment(region, dynamoDbUrl, callbackUrl);
        this.directory = directory;
        this.debug = debug;
        copyBootstrap();
    }

    /** What Lambda gives every function, and where the SDK finds the services. */
    private static Map<String, String> environment(String region, String dynamoDbUrl, String callbackUrl) {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_REGION", region);
        environment.put("AWS_DEFAULT_REGION", region);
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_SESSION_TOKEN", "local");
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbUrl);
        environment.put("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", callbackUrl);
        environment.put("LANG", "en_US.UTF-8");
        environment.put("TZ", ":UTC");
        return environment;
    }

    /** The ARN that its invocations carry. */
    String arn(LambdaFunction function) {
        return "arn:aws:lambda:" + environment.get("AWS_REGION") + ":000000000000:function:" + function.logicalId();
    }

    /**
     * A process that is not started yet.
     *
     * @param reloaded classes that precede the function's own
     */
    ProcessBuilder builder(LambdaFunction function, List<Path> reloaded) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + (int) (function.memorySize() * HEAP) + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                // The developer's own ~/.aws is not the function's.
                "-Duser.home=" + directory, "-Dfile.encoding=UTF-8"));
        if (debug) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        String classpath = String.join(File.pathSeparator, Stream.of(reloaded, code(function), runtime())
                .flatMap(List::stream).map(Path::toString).toList());
        command.addAll(List.of("-cp", classpath, Bootstrap.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        fill(builder.environment(), function);
        return builder;
    }

    private void fill(Map<String, String> variables, LambdaFunction function) {
        variables.keySet().retainAll(PLATFORM_VARIABLES);
        variables.putAll(environment);
        variables.put("_HANDLER", function.handler());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.logicalId());
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memorySize()));
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.logicalId());
        variables.putAll(function.environment());
    }

    /** The function's code, as Lambda unpacks it. */
    private static List<Path> code(LambdaFunction function) {
        List<Path> classpath = new ArrayList<>(List.of(function.code()));
        Path lib = function.code().resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> files = Files.list(lib)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(classpath::add);
            } catch (IOException e) {
                throw new LocalException(function.name() + ": cannot read " + lib, e);
            }
        }
        return classpath;
    }

    /** What Lambda's runtime brings, and the CRT's native libraries for other platforms than Lambda's. */
    List<Path> runtime() {
        List<Path> classpath = new ArrayList<>(List.of(directory.resolve("bootstrap")));
        for (Class<?> type : List.of(PojoSerializer.class, Context.class, CRT.class)) {
            try {
                classpath.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return classpath;
    }

    /** So that nothing else of local is on a function's classpath. */
    private void copyBootstrap() {
        Path folder = directory.resolve("bootstrap").resolve(Bootstrap.class.getPackageName().replace('.', '/'));
        try {
            Files.createDirectories(folder);
            for (String name : List.of("Bootstrap.class", "Bootstrap$Logger.class", "InvocationContext.class")) {
                try (InputStream content = Bootstrap.class.getResourceAsStream(name)) {
                    Files.copy(content, folder.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new LocalException("Cannot write " + folder + ": " + e.getMessage(), e);
        }
    }
}
