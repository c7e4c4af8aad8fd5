package io.github.websocketcdk.archetype;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code mvn -Plocal} in a generated project, on a free port, from its start to Ctrl-C. */
public final class LocalRun implements AutoCloseable {
    private static final Pattern WEB_SOCKET = Pattern.compile("^WebSocket +(ws:\\S+)$");
    private static final Pattern PAGE = Pattern.compile("^Page +(http:\\S+)$");
    private static final Pattern DYNAMO_DB = Pattern.compile("^DynamoDB +(http:\\S+)$");

    private static final Pattern UPDATED = Pattern.compile("local (Stack updated) in");
    private static final Pattern REFUSED = Pattern.compile("local ERROR (Not reloaded)");

    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final Process process;
    private final Output output;

    /** Starts it, with what the command is to begin with. */
    public LocalRun(Path project, Path javaHome, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        String maven = WINDOWS ? "mvn.cmd" : "mvn";
        command.addAll(List.of(Path.of(System.getProperty("maven.home"), "bin", maven).toString(), "-Plocal",
                "-Dport=0"));
        String localRepository = System.getProperty("maven.repo.local");
        if (localRepository != null) {
            command.add("-Dmaven.repo.local=" + localRepository);
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        process = builder.start();
        output = new Output(process, WEB_SOCKET, PAGE, DYNAMO_DB, UPDATED, REFUSED);
    }

    /** The address of the WebSocket API, once it is printed. */
    public String webSocket() throws Exception {
        return output.await(WEB_SOCKET);
    }

    /** The address of the console page, once it is printed. */
    String page() throws Exception {
        return output.await(PAGE);
    }

    /** The address of DynamoDB Local, once it is printed. */
    public String dynamoDb() throws Exception {
        return output.await(DYNAMO_DB);
    }

    /** Returns once a change of the stack is served. */
    void awaitUpdate() throws Exception {
        output.await(UPDATED);
    }

    /** Returns once a change is said not to be served. */
    void awaitRefusal() throws Exception {
        output.await(REFUSED);
    }

    public String output() {
        return output.toString();
    }

    public Process process() {
        return process;
    }

    /** All processes that it has started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Ctrl-C: a terminal sends it to Maven and all that Maven has started. */
    void interrupt() throws IOException, InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(List.of(process.toHandle()));
        all.addAll(descendants());
        if (WINDOWS) {
            // It has no signals: Maven's own process is one that mvn.cmd has started.
            all.forEach(ProcessHandle::destroy);
        } else {
            List<String> kill = new ArrayList<>(List.of("kill", "-INT"));
            all.forEach(one -> kill.add(String.valueOf(one.pid())));
            new ProcessBuilder(kill).inheritIO().start().waitFor();
        }
        output.awaitEnd();
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = descendants();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
