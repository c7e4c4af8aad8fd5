package io.github.websocketcdk.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.crt.CRT;

/** Lambda's Java runtime: a function's process has its own classpath and environment, and nothing of this process's. */
final class JavaRuntime {
    /** What Lambda's own Java runtime leaves to the heap. */
    private static final double HEAP = 0.85;
    /** The path, and what Java itself cannot do without on Windows. */
    private static final List<String> PLATFORM_VARIABLES = List.of("PATH", "SYSTEMROOT", "TEMP", "TMP");
    /** What Lambda's runtime brings, and the CRT's native libraries for other platforms than Lambda's. */
    private static final List<Path> LIBRARIES =
            Stream.of(LambdaRequestHandler.class, PojoSerializer.class, Context.class, CRT.class)
                    .map(JavaRuntime::jarOf).toList();

    private final Map<String, String> environment;
    private final Path directory;
    private final DebugPorts debugPorts;
    private final ClassDataSharing sharing;
    private final byte[] bootstrap;

    /**
     * Processes that have a directory for what is theirs.
     *
     * @param debugPorts where each accepts a debugger, or null
     */
    JavaRuntime(String region, Map<String, String> endpoints, Path directory, DebugPorts debugPorts,
                ClassDataSharing sharing) throws IOException {
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
                "LANG", "en_US.UTF-8",
                "TZ", ":UTC"));
        this.directory = directory;
        this.debugPorts = debugPorts;
        this.sharing = sharing;
        this.bootstrap = bootstrap();
    }

    /** A process that is not started yet. */
    ProcessBuilder process(FunctionConfiguration function, Code code) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Small at first: a developer's machine runs several.
                "-Xms16m", "-Xmx" + (int) (function.memorySize() * HEAP) + "m", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                // The developer's own ~/.aws is not the function's.
                "-Duser.home=" + directory));
        // The command line would win over what the function says itself.
        if (!function.environment().getOrDefault("JAVA_TOOL_OPTIONS", "").contains("Tiered")) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        if (debugPorts != null) {
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                    + debugPorts.port(function.name()));
        }
        if (isShared(code)) {
            command.addAll(sharing.options(code.archives(), archived(code)));
        }
        String classpath = Stream.of(archived(code), code.classes()).flatMap(List::stream).map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classpath, Bootstrap.class.getName()));
        ProcessBuilder process = new ProcessBuilder(command).directory(code.taskRoot().toFile());
        fill(process.environment(), function);
        process.environment().put("LAMBDA_TASK_ROOT", code.taskRoot().toString());
        process.environment().put("LAMBDA_RUNTIME_DIR", directory.toString());
        return process;
    }

    /** A function has answered. */
    void answered(FunctionConfiguration function, Code code) {
        if (isShared(code)) {
            sharing.answered(function.logicalId(), archived(code));
        }
    }

    private boolean isShared(Code code) {
        return debugPorts == null && code.archives() != null;
    }

    private void fill(Map<String, String> variables, FunctionConfiguration function) {
        variables.keySet().removeIf(name -> !PLATFORM_VARIABLES.contains(name.toUpperCase(Locale.ROOT)));
        variables.putAll(environment);
        variables.putAll(Map.of(
                "_HANDLER", function.handler(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime(),
                "AWS_LAMBDA_FUNCTION_NAME", function.functionName(),
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memorySize()),
                "AWS_LAMBDA_LOG_GROUP_NAME", function.loggingConfig().logGroup()));
        variables.putAll(function.environment());
    }

    /** The first part of the class path: what stays as it is while the function's own classes change. */
    private List<Path> archived(Code code) {
        return Stream.of(code.libraries(), List.of(bootstrapJar(code.archives() == null ? directory : code.archives())),
                LIBRARIES).flatMap(List::stream).toList();
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its name tells its content: it is never written twice, nor changed. */
    private Path bootstrapJar(Path folder) {
        CRC32 checksum = new CRC32();
        checksum.update(bootstrap);
        Path jar = folder.resolve("bootstrap-" + Long.toHexString(checksum.getValue()) + ".jar");
        try {
            if (!Files.exists(jar)) {
                Files.createDirectories(folder);
                Path written = Files.createTempFile(folder, "bootstrap", ".tmp");
                Files.write(written, bootstrap);
                Files.move(written, jar, StandardCopyOption.ATOMIC_MOVE);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that nothing else of local is on a function's classpath. */
    private static byte[] bootstrap() throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (String name : List.of("Bootstrap.class", "Bootstrap$Logger.class")) {
                ZipEntry entry = new ZipEntry(Bootstrap.class.getPackageName().replace('.', '/') + "/" + name);
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                try (InputStream content = Bootstrap.class.getResourceAsStream(name)) {
                    content.transferTo(zip);
                }
            }
        }
        return jar.toByteArray();
    }
}
