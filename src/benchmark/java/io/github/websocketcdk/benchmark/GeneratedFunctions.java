package io.github.websocketcdk.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.websocketcdk.archetype.Command;
import io.github.websocketcdk.archetype.GeneratedProject;
import io.github.websocketcdk.archetype.Maven;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The functions of a generated project, on AWS's own runtime interface client. */
record GeneratedFunctions(String name, Path jar, List<String> jvmFlags, Map<String, String> environment)
        implements Implementation {
    /** As Lambda's Java runtimes have them; the heap is 85 % of the 1,769 MB that the stack gives a function. */
    private static final List<String> LAMBDA_FLAGS =
            List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx1503m");
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    /** And the CRT's native library for this machine; the jar has that of Lambda's alone. */
    private static final List<String> CLIENT_JARS = List.of("aws-lambda-java-runtime-interface-client",
            "aws-lambda-java-core", "aws-lambda-java-serialization", "utils-lite", "aws-crt");

    /** Generates a project and builds its functions. */
    static GeneratedFunctions build() throws Exception {
        Path project = GeneratedProject.DEFAULTS.directory();
        Maven.run(project, "package", "-DskipTests").succeeded();
        return new GeneratedFunctions("generated, Java", project.resolve("functions/target/functions.jar"),
                LAMBDA_FLAGS, Map.of("JAVA_TOOL_OPTIONS", javaToolOptions(project)));
    }

    /** As the stack sets them. */
    private static String javaToolOptions(Path project) throws Exception {
        Command.cdk(project, "synth", "--quiet").succeeded();
        Path template = project.resolve("cdk.out").resolve(GeneratedProject.DEFAULTS.stackName() + ".template.json");
        return JsonParser.parseString(Files.readString(template)).getAsJsonObject().getAsJsonObject("Resources")
                .asMap().values().stream().map(JsonElement::getAsJsonObject)
                .filter(resource -> resource.get("Type").getAsString().equals("AWS::Lambda::Function"))
                .map(function -> function.getAsJsonObject("Properties").getAsJsonObject("Environment")
                        .getAsJsonObject("Variables").get("JAVA_TOOL_OPTIONS").getAsString())
                .findFirst().orElseThrow();
    }

    GeneratedFunctions with(String... moreFlags) {
        List<String> flags = new ArrayList<>(jvmFlags);
        flags.addAll(List.of(moreFlags));
        return new GeneratedFunctions(name, jar, flags, environment);
    }

    /**
     * The same as after a restore from a snapshot. The process goes on instead of being restored: what priming leaves
     * warm is warm.
     */
    GeneratedFunctions restored() {
        Map<String, String> snapStart = new HashMap<>(environment);
        snapStart.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return new GeneratedFunctions(name + ", SnapStart", jar, jvmFlags, snapStart);
    }

    static Path javaHome() {
        return Path.of(System.getProperty("benchmark.java.home"));
    }

    @Override
    public Start start(Function function) {
        return start(function.className);
    }

    /** How the process of any handler is started. */
    Start start(String className) {
        String handler = GeneratedProject.DEFAULTS.packageName + ".functions." + className;
        List<String> command = new ArrayList<>(List.of(javaHome().resolve("bin/java").toString()));
        command.addAll(jvmFlags);
        command.addAll(List.of("-cp", jar + File.pathSeparator + clientJars(), CLIENT, handler));
        Map<String, String> all = new HashMap<>(environment);
        all.put("_HANDLER", handler);
        return new Start(command, all);
    }

    /** The class path of this process. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static String clientJars() {
        return Stream.of(classPath().split(File.pathSeparator))
                .filter(path -> CLIENT_JARS.stream().anyMatch(new File(path).getName()::startsWith))
                .filter(path -> Files.isRegularFile(Path.of(path)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
