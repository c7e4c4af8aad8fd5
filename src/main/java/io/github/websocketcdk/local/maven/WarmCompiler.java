package io.github.websocketcdk.local.maven;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.project.MavenProject;

/**
 * Compiles modules before anything is saved, with the compiler that Maven has in this process: the first time it takes
 * several times as long, and nobody who has saved a handler is to wait for that.
 */
final class WarmCompiler {
    /** Each makes the next one faster, and after these not by much. */
    private static final int TIMES = 3;

    private WarmCompiler() {
    }

    /**
     * Returns when it is done; nothing is said of what does not compile: Maven says so.
     *
     * @param modules as Maven has built them
     * @param directory for the classes
     */
    static void compile(List<MavenProject> modules, Path directory)
            throws IOException, DependencyResolutionRequiredException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            return;
        }
        Files.createDirectories(directory);
        for (int time = 0; time < TIMES; time++) {
            for (MavenProject module : modules) {
                List<Path> sources = sources(module);
                if (sources.isEmpty()) {
                    continue;
                }
                List<String> options = new ArrayList<>(List.of("-proc:none", "-d", directory.toString(),
                        "--class-path", String.join(File.pathSeparator, module.getCompileClasspathElements())));
                String release = module.getProperties().getProperty("maven.compiler.release");
                if (release != null) {
                    options.addAll(List.of("--release", release));
                }
                try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
                    compiler.getTask(Writer.nullWriter(), files, problem -> { }, options, null,
                            files.getJavaFileObjectsFromPaths(sources)).call();
                }
            }
        }
    }

    private static List<Path> sources(MavenProject module) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String root : module.getCompileSourceRoots()) {
            if (Files.isDirectory(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
