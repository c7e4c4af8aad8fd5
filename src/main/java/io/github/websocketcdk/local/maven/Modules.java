package io.github.websocketcdk.local.maven;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * The modules that a CDK app is deployed from.
 *
 * @param all each after those that it depends on; none that depends on the app
 * @param app the one with the CDK app
 * @param functions those that are packed into jars, as functions are
 */
record Modules(List<MavenProject> all, MavenProject app, List<MavenProject> functions) {
    private static final List<String> SOURCES = List.of(".java", ".kt", ".groovy", ".scala");

    /**
     * The modules of a build.
     *
     * @throws IllegalArgumentException if none of them has the class
     */
    static Modules of(MavenSession session, String appClass) {
        MavenProject app = session.getProjects().stream().filter(module -> has(module, appClass)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No module has the class " + appClass
                        + ", the CDK app as exec.mainClass in the pom names it. Start it in the folder of the whole "
                        + "project"));
        List<MavenProject> downstream = session.getProjectDependencyGraph().getDownstreamProjects(app, true);
        List<MavenProject> all = session.getProjects().stream().filter(module -> !downstream.contains(module)).toList();
        return new Modules(all, app,
                all.stream().filter(module -> module != app && module.getPackaging().equals("jar")).toList());
    }

    private static boolean has(MavenProject module, String className) {
        String file = className.replace('.', '/');
        return Stream.concat(Stream.of(Path.of(module.getBuild().getOutputDirectory(), file + ".class")),
                        module.getCompileSourceRoots().stream().flatMap(root -> SOURCES.stream()
                                .map(extension -> Path.of(root, file + extension))))
                .anyMatch(Files::exists);
    }
}
