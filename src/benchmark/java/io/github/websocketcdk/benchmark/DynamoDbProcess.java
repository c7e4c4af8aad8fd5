package io.github.websocketcdk.benchmark;

import io.github.websocketcdk.archetype.GeneratedProject;
import io.github.websocketcdk.archetype.Output;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** DynamoDB Local in a JVM of its own, on all processors, with the flags that it has in {@code mvn -Plocal}. */
final class DynamoDbProcess implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("^DynamoDB (http:\\S+)$");
    private static final String LIBRARIES = "sqlite4java.library.path";

    private final Process process;
    private final DynamoDbClient client;

    DynamoDbProcess() throws Exception {
        process = new ProcessBuilder(Processors.all(List.of(
                GeneratedFunctions.javaHome().resolve("bin/java").toString(),
                "@" + GeneratedProject.DEFAULTS.directory().resolve(".mvn/jvm.config"),
                "-D" + LIBRARIES + "=" + System.getProperty(LIBRARIES),
                "-cp", GeneratedFunctions.classPath(), DynamoDbProcess.class.getName())))
                .redirectErrorStream(true).start();
        client = new DynamoDbClient(URI.create(new Output(process, URL).await(URL)));
    }

    /** Serves until the process that has started it ends. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("DynamoDB " + new DynamoDb().url());
        System.in.transferTo(System.out);
        System.exit(0);
    }

    DynamoDbClient client() {
        return client;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
