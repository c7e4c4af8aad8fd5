package io.github.websocketcdk.archetype.benchmark;

import io.github.websocketcdk.archetype.GeneratedProject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code mvn -Plocal} in the generated project, on all processors. */
final class MavenLocal implements LocalApi {

    private static final Pattern WEB_SOCKET = Pattern.compile("^WebSocket +(ws:\\S+)$");
    private static final Pattern DYNAMO_DB = Pattern.compile("^DynamoDB +(http:\\S+)$");

    private final Process process;
    private final Output output;
    private final URI webSocket;
    private final DynamoDbClient dynamoDb;
    private final String table;

    MavenLocal() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-Plocal", "-Dport=0"));
        String localRepository = System.getProperty("maven.repo.local");
        if (localRepository != null) {
            command.add("-Dmaven.repo.local=" + localRepository);
        }
        ProcessBuilder builder = new ProcessBuilder(Processors.all(command))
                .directory(GeneratedProject.DEFAULTS.directory().toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", GeneratedFunctions.javaHome().toString());
        process = builder.start();
        output = new Output(process, WEB_SOCKET, DYNAMO_DB);
        webSocket = URI.create(output.await(WEB_SOCKET));
        dynamoDb = new DynamoDbClient(URI.create(output.await(DYNAMO_DB)));
        table = dynamoDb.onlyTable();
    }

    @Override
    public String name() {
        return "mvn -Plocal";
    }

    @Override
    public URI webSocket() {
        return webSocket;
    }

    @Override
    public int stored() throws Exception {
        return dynamoDb.count(table);
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(process);
    }

    @Override
    public String output() {
        return output.toString();
    }

    @Override
    public void close() throws Exception {
        ProcessTree processes = processes();
        // As Ctrl-C does, it stops the functions and removes its files.
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        processes.destroy();
    }
}
