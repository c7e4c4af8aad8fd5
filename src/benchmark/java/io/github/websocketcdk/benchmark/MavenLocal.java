package io.github.websocketcdk.benchmark;

import io.github.websocketcdk.archetype.GeneratedProject;
import io.github.websocketcdk.archetype.LocalRun;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code mvn -Plocal} in the generated project, on all processors. */
final class MavenLocal implements LocalApi {
    private final LocalRun local;
    private final URI webSocket;
    private final DynamoDbClient dynamoDb;
    private final String table;

    MavenLocal() throws Exception {
        local = new LocalRun(GeneratedProject.DEFAULTS.directory(), GeneratedFunctions.javaHome(),
                Processors.all(List.of()));
        webSocket = URI.create(local.webSocket());
        dynamoDb = new DynamoDbClient(URI.create(local.dynamoDb()));
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
        return new ProcessTree(local.process());
    }

    @Override
    public String output() {
        return local.output();
    }

    @Override
    public void close() throws Exception {
        // As Ctrl-C does, it stops the functions and removes its files.
        local.process().destroy();
        local.process().waitFor(30, TimeUnit.SECONDS);
        local.close();
    }
}
