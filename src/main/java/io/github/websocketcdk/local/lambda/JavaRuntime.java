package io.github.websocketcdk.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
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
import software.amazon.awssdk.crt.CRT;

/** Lambda's Java runtime: a function's process has its own classpath and environment, and nothing of this process's. */
final class JavaRuntime {

    /** What Lambda's own Java runtime leaves to the heap. */
    private static final double HEAP = 0.85;
    /** What Java itself cannot do without, on Windows. */
    private static final List<String> PLATFORM_VARIABLES = List.of("SystemRoot", "TEMP", "TMP");

    private final Map<String, String> environment;
    private final Path directory;
    private final boolean debug;

    /** Processes that run in a directory. */
    JavaRuntime(String region, Map<String, String> endpoints, Path directory, boolean debug) throws IOException {
        this.environment = new HashMap<>(endpoints);
        environment.putAll(Map.of(
                "AWS_REGION", region,
                "AWS_DEFAULT_REGION", region,
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_SESSION_TOKEN", "local",
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_LOG_STREAM_NAME", "local",
                "TZ", ":UTC"));
        this.directory = directory;
        this.debug = debug;
        copyBootstrap();
    }

    /**
     * A process that is not started yet.
     *
     * @param reloaded classes that precede the function's own
     */
    ProcessBuilder process(FunctionConfiguration function, List<Path> reloaded) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Small at first: a developer's machine runs several.
                "-Xms16m", "-Xmx" + (int) (function.memorySize() * HEAP) + "m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                // The developer's own ~/.aws is not the function's.
                "-Duser.home=" + directory));
        if (debug) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        String classpath = String.join(File.pathSeparator, Stream.of(reloaded, code(function), classpath())
                .flatMap(List::stream).map(Path::toString).toList());
        command.addAll(List.of("-cp", classpath, Bootstrap.class.getName()));
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        fill(process.environment(), function);
        return process;
    }

    private void fill(Map<String, String> variables, FunctionConfiguration function) {
        variables.keySet().retainAll(PLATFORM_VARIABLES);
        variables.putAll(environment);
        variables.putAll(Map.of(
                "_HANDLER", function.handler(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime(),
                "AWS_LAMBDA_FUNCTION_NAME", function.functionName(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memorySize()),
                "AWS_LAMBDA_LOG_GROUP_NAME", function.loggingConfig().logGroup()));
        variables.putAll(function.environment());
    }

    /** The function's code, as Lambda unpacks it. */
    private static List<Path> code(FunctionConfiguration function) {
        List<Path> classpath = new ArrayList<>(List.of(function.code()));
        File[] libraries = function.code().resolve("lib").toFile().listFiles((lib, name) -> name.endsWith(".jar"));
        if (libraries != null) {
            Stream.of(libraries).sorted().map(File::toPath).forEach(classpath::add);
        }
        return classpath;
    }

    /** What Lambda's runtime brings, and the CRT's native libraries for other platforms than Lambda's. */
    List<Path> classpath() {
        List<Path> classpath = new ArrayList<>(List.of(directory.resolve("bootstrap")));
        for (Class<?> type : List.of(LambdaRequestHandler.class, PojoSerializer.class, Context.class, CRT.class)) {
            try {
                classpath.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return classpath;
    }

    /** So that nothing else of local is on a function's classpath. */
    private void copyBootstrap() throws IOException {
        Path folder = directory.resolve("bootstrap").resolve(Bootstrap.class.getPackageName().replace('.', '/'));
        Files.createDirectories(folder);
        for (String name : List.of("Bootstrap.class", "Bootstrap$Logger.class")) {
            try (InputStream content = Bootstrap.class.getResourceAsStream(name)) {
                Files.copy(content, folder.resolve(name));
            }
        }
    }
}
