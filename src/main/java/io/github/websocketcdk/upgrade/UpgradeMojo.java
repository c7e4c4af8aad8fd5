package io.github.websocketcdk.upgrade;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Brings the project to this version of the archetype, or gives it another value of a parameter, such as
 * {@code -Dauth=jwt}. The project's old and new states are generated aside, and git merges what differs between them
 * into the project: what its owner has changed stays, conflicts are marked as git marks them, and the result is left to
 * be looked at and committed.
 */
@Mojo(name = "upgrade", requiresProject = false, aggregator = true, threadSafe = true)
public final class UpgradeMojo extends AbstractMojo {
    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            upgrade(Path.of(session.getExecutionRootDirectory()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void upgrade(Path project) throws IOException, MojoFailureException {
        GeneratedWith before = recorded(project);
        GeneratedWith after = before.upgraded(execution.getVersion(), template().parameters().keySet(),
                session.getUserProperties());
        Merge merge = new Merge(project);
        if (after.equals(before)) {
            getLog().info("Nothing to do: the project was generated with " + before);
            return;
        }
        getLog().info("From " + before);
        getLog().info("to   " + after);
        if (before.archetypeVersion().endsWith("-SNAPSHOT")) {
            getLog().warn(before.archetypeVersion()
                    + " is a snapshot: what has changed in it since the project was generated is not merged.");
        }
        Path aside = project.resolve("target/upgrade");
        List<String> conflicts;
        try {
            Generator generator = new Generator(session, execution.getGroupId(), execution.getArtifactId(),
                    archetypePlugin());
            conflicts = merge.merge(generator.generate(before, aside.resolve("before")),
                    generator.generate(after, aside.resolve("after")), "websocket-cdk " + after.archetypeVersion());
        } finally {
            delete(aside);
        }
        report(merge.changed(), conflicts);
    }

    private void report(List<String> changed, List<String> conflicts) throws MojoFailureException {
        if (!conflicts.isEmpty()) {
            throw new MojoFailureException("Merged, with conflicts in\n  " + String.join("\n  ", conflicts)
                    + "\nResolve them, git add these files, run mvn verify, then git commit."
                    + " To undo the upgrade: git reset --hard");
        }
        getLog().info("Merged, and not yet committed:");
        changed.forEach(file -> getLog().info("  " + file));
        getLog().info("Look at it with git diff --cached, run mvn verify, then git commit."
                + " To undo the upgrade: git reset --hard");
    }

    private static GeneratedWith recorded(Path project) throws IOException {
        try (Reader file = Files.newBufferedReader(project.resolve(GeneratedWith.FILE))) {
            return GeneratedWith.read(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(project + " has no file " + GeneratedWith.FILE
                    + ": run the upgrade at the root of a project that was generated with this archetype.", e);
        }
    }

    /** What this version records, with nothing replaced. */
    private static GeneratedWith template() throws IOException {
        try (Reader file = resource("/archetype-resources/" + GeneratedWith.FILE)) {
            return GeneratedWith.read(file);
        }
    }

    private static String archetypePlugin() throws IOException {
        Properties properties = new Properties();
        try (Reader file = resource("/META-INF/upgrade.properties")) {
            properties.load(file);
        }
        return properties.getProperty("archetypePlugin");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Reader resource(String name) {
        return new InputStreamReader(UpgradeMojo.class.getResourceAsStream(name), StandardCharsets.UTF_8);
    }
}
