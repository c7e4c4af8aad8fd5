package io.github.websocketcdk.local.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.Maven;
import org.apache.maven.execution.AbstractExecutionListener;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.DefaultDependencyResolutionRequest;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;
import org.eclipse.aether.graph.Dependency;

/** Builds the project as {@code mvn} does, in the process of the Maven that runs. */
final class Build {

    private final Maven maven;
    private final ProjectDependenciesResolver resolver;
    private final MavenSession session;
    /** Of the last build: knows what the modules depend on among themselves. */
    private MavenSession built;

    Build(Maven maven, ProjectDependenciesResolver resolver, MavenSession session) {
        this.maven = maven;
        this.resolver = resolver;
        this.session = session;
    }

    /**
     * Runs a phase on all modules, without their tests and the style rules.
     *
     * @return the modules, each after those that it depends on
     * @throws IllegalStateException if it fails
     */
    List<MavenProject> run(String phase) {
        MavenExecutionRequest request = DefaultMavenExecutionRequest.copy(session.getRequest());
        Properties properties = new Properties();
        properties.putAll(request.getUserProperties());
        properties.setProperty("maven.test.skip", "true");
        properties.setProperty("checkstyle.skip", "true");
        request.setUserProperties(properties);
        request.setGoals(List.of(phase));
        request.setExecutionListener(new AbstractExecutionListener() {
            @Override
            public void sessionStarted(ExecutionEvent event) {
                built = event.getSession();
            }
        });
        MavenExecutionResult result = maven.execute(request);
        if (result.hasExceptions()) {
            throw new IllegalStateException(result.getExceptions().get(0).getMessage(), result.getExceptions().get(0));
        }
        return result.getTopologicallySortedProjects();
    }

    /**
     * The module that a class belongs to.
     *
     * @throws IllegalStateException if there is none
     */
    static MavenProject moduleOf(String className, List<MavenProject> modules) {
        String file = className.replace('.', '/') + ".class";
        return modules.stream()
                .filter(module -> Files.exists(Path.of(module.getBuild().getOutputDirectory(), file)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No module has the class " + className
                        + ", which exec.mainClass in the pom says is the CDK app"));
    }

    /** What a module runs with: its classes, and what it depends on. */
    List<Path> runtimeClasspath(MavenProject module) throws DependencyResolutionException {
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
