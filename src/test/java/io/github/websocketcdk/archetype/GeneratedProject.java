package io.github.websocketcdk.archetype;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The projects that the tests generate, build and synthesize; each once, when it is first asked for. */
public enum GeneratedProject {
    DEFAULTS("com.example", "chat", "com.example", "chat", "us-east-1", "dev", Map.of()),

    /** Every value as long, or as unlike the others, as it may be. */
    EVERY_PARAMETER("org.acme-1.x", "Chat_Server.v2",
            "net.unlike.the_group.with_a_name.that_is.longer.than_most_others.are",
            "A-name-of-exactly-forty-characters-is-ok", "us-gov-west-1", "a-stage-of-20-letter",
            Map.of("version", "2026.11.22-rc.1+7", "auth", "jwt"));

    final String groupId;
    final String artifactId;
    public final String packageName;
    final String appName;
    final String region;
    final String stage;
    private final Map<String, String> parameters;

    private Path directory;
    private Map<String, String> generated;
    private Result build;

    GeneratedProject(String groupId, String artifactId, String packageName, String appName, String region,
            String stage, Map<String, String> more) {
        this.groupId = groupId;
        this.artifactId = artifactId;
        this.packageName = packageName;
        this.appName = appName;
        this.region = region;
        this.stage = stage;
        parameters = new TreeMap<>(Map.of("groupId", groupId, "artifactId", artifactId));
        if (!more.isEmpty()) {
            parameters.putAll(more);
            parameters.putAll(Map.of("package", packageName, "appName", appName, "region", region, "stage", stage));
        }
    }

    /** Whether a file of the template belongs to this project. */
    boolean has(String file) {
        return parameters.containsKey("auth") || !file.contains("/Jwt");
    }

    public String stackName() {
        return stage + "-" + appName;
    }

    /** The project's directory: a git repository with everything that was generated in one commit. */
    public synchronized Path directory() throws Exception {
        if (directory == null) {
            Path parent = Trees.empty(name().toLowerCase());
            ArchetypePlugin.DEFAULT.generate(parent, parameters).succeeded();
            directory = parent.resolve(artifactId);
            generated = Trees.content(directory);
            Command.git(directory, "init", "--quiet").succeeded();
            Command.git(directory, "add", "--all").succeeded();
            Command.git(directory, "-c", "user.name=test", "-c", "user.email=test@localhost",
                    "commit", "--quiet", "--message", "Generated").succeeded();
        }
        return directory;
    }

    /** What was generated, before anything was built: content by path. */
    Map<String, String> generated() throws Exception {
        directory();
        return generated;
    }

    /** The result of {@code mvn verify} in the project. */
    synchronized Result build() throws Exception {
        if (build == null) {
            build = Maven.run(directory(), "verify");
        }
        return build;
    }
}
