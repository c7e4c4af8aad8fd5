package io.github.websocketcdk.local.maven;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The CDK app, synthesized in a process of its own, as the CDK CLI does; and only when something has changed that it
 * may read.
 */
final class CdkApp {
    /** What these say is the terminal's. The app does not get them, so that it cannot depend on them. */
    private static final Pattern TERMINAL = Pattern.compile("_|SHLVL|(OLD)?PWD|TERM.*|COLORTERM|COLUMNS|LINES|PS\\d"
            + "|LS_COLORS|WINDOWID|(WAYLAND_)?DISPLAY|STY|TMUX.*|HIST.*|MAVEN_.*|JAVA_MAIN_CLASS.*|__CF.*"
            + "|(XDG|SSH|DBUS|GNOME|KONSOLE|KDE|ITERM|VSCODE|VTE|WT|GPG)_.*|SECURITYSESSIONID|LAUNCHINSTANCEID");
    /** Folders that no app reads, or whose content is on its class path. */
    private static final Set<String> NOT_READ = Set.of("target", "cdk.out", "node_modules");
    private static final List<Path> COMPILED = List.of(Path.of("src", "main", "java"), Path.of("src", "test"));
    /** The box in which jsii says that it does not know this version of Node.js, or that it is old. */
    private static final String JSII_BANNER = "!!";
    private static final int KEPT = 5;

    private final Path root;
    private final String mainClass;
    private final Map<String, Object> given;
    private final String node;
    private final Map<String, String> environment;
    private final Path cache;
    private Inputs inputs;
    private volatile Process process;

    /**
     * An app.
     *
     * @param root where {@code cdk.json} is, and the app runs
     * @param given its context beside that of its files
     * @param node the version of Node.js, which CDK runs in
     * @param variables the environment; the app gets all of it that is not the terminal's
     * @param cache kept from one start to the next
     */
    CdkApp(Path root, String mainClass, Map<String, Object> given, String node, Map<String, String> variables,
            Path cache) {
        this.root = root;
        this.mainClass = mainClass;
        this.given = given;
        this.node = node;
        this.environment = new TreeMap<>(variables);
        environment.keySet().removeIf(name -> TERMINAL.matcher(name.toUpperCase(Locale.ROOT)).matches());
        this.cache = cache;
    }

    /**
     * Takes what the app reads as it is now.
     *
     * @param jars of all modules
     * @param functions the jar that each module of functions is packed into, by the module's folder
     * @return whether that has changed in more than the functions' code
     */
    boolean read(List<Path> classpath, List<Path> jars, Map<Path, Path> functions) throws IOException {
        Inputs before = inputs;
        Set<String> code = new HashSet<>();
        inputs = new Inputs()
                .add("app", mainClass)
                .add("context", context().toString())
                .add("environment", environment.toString())
                .add("node", node)
                .add("java", System.getProperty("java.home") + System.getProperty("java.vm.version"))
                .add("project", root, CdkApp::isRead);
        for (int i = 0; i < classpath.size(); i++) {
            String name = "class path " + i;
            inputs.add(name, classpath.get(i));
            if (functions.keySet().stream().anyMatch(classpath.get(i)::startsWith)) {
                code.add(name);
            }
        }
        functions.forEach((folder, jar) -> {
            String module = "project/" + root.relativize(folder).toString().replace('\\', '/');
            code.addAll(List.of(module + "/src", module + "/pom.xml"));
            code.add("jar " + jar);
        });
        for (Path jar : jars) {
            inputs.add("jar " + jar, jar);
        }
        return before == null || !before.without(code).key().equals(inputs.without(code).key());
    }

    private static boolean isRead(Path path) {
        String name = path.getFileName().toString();
        return !Files.isDirectory(path) || !NOT_READ.contains(name) && !name.startsWith(".")
                && COMPILED.stream().noneMatch(path::endsWith);
    }

    /** As the CDK CLI puts it together. */
    private JsonObject context() throws IOException {
        JsonObject context = new JsonObject();
        for (String file : List.of("cdk.json", "cdk.context.json")) {
            if (Files.exists(root.resolve(file))) {
                JsonObject content = JsonParser.parseString(Files.readString(root.resolve(file))).getAsJsonObject();
                JsonElement values = file.equals("cdk.json") ? content.get("context") : content;
                if (values != null) {
                    values.getAsJsonObject().entrySet().forEach(e -> context.add(e.getKey(), e.getValue()));
                }
            }
        }
        new Gson().toJsonTree(given).getAsJsonObject().entrySet()
                .forEach(e -> context.add(e.getKey(), e.getValue()));
        return context;
    }

    /** Whether there is a cloud assembly of what was read. */
    boolean isSynthesized() {
        return Files.exists(assembly());
    }

    /** Where the cloud assembly of what was read is, or will be. */
    Path assembly() {
        return cache.resolve("cdk.out").resolve(inputs.key());
    }

    /**
     * Writes the cloud assembly of what was read.
     *
     * @throws BuildException if the app fails: with what it has printed
     */
    Path synthesize(List<Path> classpath, Terminal terminal) throws Exception {
        Path assembly = assembly();
        Files.createDirectories(assembly.getParent());
        Path written = Files.createTempDirectory(assembly.getParent(), "new");
        run(classpath, written, terminal);
        // Another mvn -Plocal may have been the sooner with the same; what is left over goes when it is old.
        if (!isSynthesized()) {
            Files.move(written, assembly);
        }
        Newest.keep(KEPT, assembly.getParent(), file -> Files.isDirectory(file));
        return assembly;
    }

    private void run(List<Path> classpath, Path directory, Terminal terminal) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                String.join(File.pathSeparator, classpath.stream().map(Path::toString).toList()), mainClass)
                .directory(root.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("CDK_OUTDIR", directory.toString());
        builder.environment().put("CDK_CONTEXT_JSON", context().toString());
        process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<Boolean, List<String>> lines = output.lines().filter(line -> !line.isBlank())
                .collect(Collectors.partitioningBy(line -> line.startsWith(JSII_BANNER)));
        if (process.waitFor() != 0) {
            lines.get(false).addAll(lines.get(true));
            throw new BuildException(lines.get(false), null);
        }
        lines.get(false).forEach(terminal::print);
    }

    /** Ends a synthesis that is under way. */
    void stop() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
