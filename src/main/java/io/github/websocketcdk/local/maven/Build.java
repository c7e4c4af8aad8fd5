package io.github.websocketcdk.local.maven;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.Maven;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.graph.Dependency;

/** Builds the project as {@code mvn} does, in the process of the Maven that runs. */
final class Build {
    /** As the compiler plugin writes it: {@code /…/Handler.java:[12,34] cannot find symbol}, and which in the next. */
    private static final Pattern COMPILE_ERROR = Pattern.compile(
            "(?m)^(.+):\\[(\\d+),\\d+] (?:error: )?(.*)$(?:\\s+symbol: +(.*)$)?");
    private static final Pattern PROBLEM = Pattern.compile("\\[?(WARNING|ERROR).*");
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

    private final Maven maven;
    private final ProjectDependenciesResolver resolver;
    private final MavenSession session;
    private final Terminal terminal;
    private RepositoryCache models;

    Build(Maven maven, ProjectDependenciesResolver resolver, MavenSession session, Terminal terminal) {
        this.maven = maven;
        this.resolver = resolver;
        this.session = session;
        this.terminal = terminal;
    }

    /** Forgets the poms as they were: Maven keeps those of parents for as long as it runs. */
    void readPomsAnew() {
        models = new DefaultRepositoryCache();
        // Maven 3.8 has another cache beside.
        System.setProperty("maven.defaultProjectBuilder.disableGlobalModelCache", "true");
    }

    /**
     * Runs a phase on modules and those that they depend on, without their tests and the style rules.
     *
     * @return the session, which knows what the modules depend on among themselves
     * @throws BuildException if it fails
     */
    MavenSession run(String phase, List<MavenProject> modules) throws Exception {
        MavenExecutionRequest request = copy(session.getRequest());
        if (models != null) {
            request.setRepositoryCache(models);
        }
        Properties properties = new Properties();
        properties.putAll(request.getUserProperties());
        properties.setProperty("maven.test.skip", "true");
        properties.setProperty("checkstyle.skip", "true");
        request.setUserProperties(properties);
        request.setGoals(List.of(phase));
        request.setSelectedProjects(
                modules.stream().map(module -> module.getGroupId() + ":" + module.getArtifactId()).toList());
        request.setMakeBehavior(MavenExecutionRequest.REACTOR_MAKE_UPSTREAM);
        AtomicReference<MavenSession> started = new AtomicReference<>();
        request.setExecutionListener(new AbstractExecutionListener() {
            @Override
            public void sessionStarted(ExecutionEvent event) {
                started.set(event.getSession());
            }
        });
        return terminal.quietly(held -> {
            MavenExecutionResult result = maven.execute(request);
            if (result.hasExceptions()) {
                throw failure(result.getExceptions().get(0), held);
            }
            return started.get();
        });
    }

    private static MavenExecutionRequest copy(MavenExecutionRequest original) throws ReflectiveOperationException {
        MavenExecutionRequest copy = DefaultMavenExecutionRequest.copy(original);
        for (Method getter : MavenExecutionRequest.class.getMethods()) {
            // Maven 4 has these two, and its copy has not.
            if (getter.getName().matches("get(Root|Top)Directory")) {
                MavenExecutionRequest.class.getMethod(getter.getName().replace("get", "set"), Path.class)
                        .invoke(copy, getter.invoke(original));
            }
        }
        return copy;
    }

    private BuildException failure(Throwable thrown, Terminal.Held held) {
        List<String> lines = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AbstractMojoExecutionException mojo && mojo.getLongMessage() != null) {
                COMPILE_ERROR.matcher(mojo.getLongMessage()).results().map(this::atLine).forEach(lines::add);
            }
        }
        if (lines.isEmpty()) {
            Stream.concat(plain(String.valueOf(thrown.getMessage())),
                            plain(held.text()).filter(PROBLEM.asMatchPredicate()))
                    .map(line -> line.replaceFirst("^(\\[ERROR] ?)+", ""))
                    .filter(line -> !line.isBlank()).distinct().forEach(lines::add);
        }
        return new BuildException(lines, thrown);
    }

    private static Stream<String> plain(String text) {
        return COLOUR.matcher(text).replaceAll("").lines();
    }

    /** As IDEs make a link of it: {@code functions/src/…/Handler.java:12: cannot find symbol: class A}. */
    private String atLine(MatchResult error) {
        Path file = Path.of(error.group(1));
        Path root = Path.of(session.getExecutionRootDirectory());
        return (file.startsWith(root) ? root.relativize(file) : file) + ":" + error.group(2) + ": " + error.group(3)
                + (error.group(4) == null ? "" : ": " + error.group(4));
    }

    /** What a module runs with: its classes, and what it depends on. */
    List<Path> runtimeClasspath(MavenSession built, MavenProject module) throws DependencyResolutionException {
        List<Path> classpath = new ArrayList<>(List.of(Path.of(module.getBuild().getOutputDirectory())));
        DefaultDependencyResolutionRequest request =
                new DefaultDependencyResolutionRequest(module, built.getRepositorySession());
        request.setResolutionFilter((node, parents) -> node.getDependency() == null
                || !List.of("test", "provided").contains(node.getDependency().getScope()));
        for (Dependency dependency : resolver.resolve(request).getResolvedDependencies()) {
            classpath.add(dependency.getArtifact().getFile().toPath());
        }
        return classpath;
    }
}
