package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.LocalGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.maven.project.MavenProject;

/** Builds the project again when something that it is built from is saved, and lets the functions run the result. */
final class Reload {

    /** Polled, because the watch service of macOS looks only every few seconds. */
    private static final long POLL_MILLIS = 100;

    private final Build build;
    private final LocalGateway gateway;
    private List<MavenProject> modules;
    private Sources built;

    /**
     * Watches nothing yet.
     *
     * @param modules as they are in the running build
     * @param built what it was built from
     */
    Reload(Build build, LocalGateway gateway, List<MavenProject> modules, Sources built) {
        this.build = build;
        this.gateway = gateway;
        this.modules = modules;
        this.built = built;
    }

    /** Watches until the thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            Sources found = Sources.of(modules);
            if (!found.equals(built)) {
                built = found;
                reload();
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void reload() {
        long started = System.nanoTime();
        try {
            modules = build.run("process-classes");
            Path classes = Files.createTempDirectory("classes");
            for (MavenProject module : modules) {
                copy(Path.of(module.getBuild().getOutputDirectory()), classes);
            }
            gateway.log().info("Reloaded in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " ms");
        } catch (IllegalStateException | IOException e) {
            gateway.log().error(e.getMessage());
            gateway.log().error("Not reloaded: the functions run as before");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.toList()) {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy);
                    }
                }
            }
        }
    }
}
