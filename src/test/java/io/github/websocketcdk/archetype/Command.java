package io.github.websocketcdk.archetype;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a command that is on the PATH. */
public final class Command {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private Command() {
    }

    static Result git(Path directory, String... arguments) throws IOException, InterruptedException {
        return run(directory, "git", arguments);
    }

    /** The CDK CLI, in the version that the archetype is tested with. */
    public static Result cdk(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--no-notices"));
        all.addAll(List.of(arguments));
        return npx(directory, System.getProperty("cdk.cli"), all);
    }

    /** actionlint, for the workflows of a directory. */
    static Result actionlint(Path directory) throws IOException, InterruptedException {
        return npx(directory, System.getProperty("actionlint"), List.of(".github/workflows/*.yml"));
    }

    private static Result npx(Path directory, String npmPackage, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--yes", npmPackage));
        all.addAll(arguments);
        return run(directory, WINDOWS ? "npx.cmd" : "npx", all.toArray(String[]::new));
    }

    public static Result run(Path directory, String command, String... arguments)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("CDK_DISABLE_CLI_TELEMETRY", "true");
        // What cdk.json runs is a Maven.
        builder.environment().put("MAVEN_OPTS", Maven.OPTIONS);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
