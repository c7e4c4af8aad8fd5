package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.LocalGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.maven.project.MavenProject;

/** Builds the project again when something that it is built from is saved, and lets the functions run the result. */
final class Reload {
    /** Polled, because the watch service of macOS looks only every few seconds. */
    private static final long POLL_MILLIS = 50;

    private final Project project;
    private final LocalGateway gateway;
    private Path assembly;
    private Sources built;

    /**
     * Watches nothing yet.
     *
     * @param assembly what runs
     * @param built what it was built from
     */
    Reload(Project project, LocalGateway gateway, Path assembly, Sources built) {
        this.project = project;
        this.gateway = gateway;
        this.assembly = assembly;
        this.built = built;
    }

    /** Watches until the thread is interrupted. */
    void run() throws InterruptedException {
        while (true) {
            Sources found = project.sources();
            if (!found.equals(built)) {
                Set<Path> changed = found.changedFrom(built);
                built = found;
                reload(changed);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void reload(Set<Path> changed) throws InterruptedException {
        long started = System.nanoTime();
        try {
            project.readPoms(changed);
            List<MavenProject> functions = project.functionsOf(changed);
            if (!functions.isEmpty()) {
                // The sooner the better: whether the stack has changed as well is seen afterwards.
                project.compile(functions);
                gateway.update(assembly);
                say("Reloaded in", started);
            }
            boolean isOtherStack = project.build();
            if (isOtherStack) {
                assembly = project.synthesize();
            }
            gateway.update(assembly);
            if (isOtherStack || functions.isEmpty()) {
                say(isOtherStack ? "Stack updated in" : "Reloaded in", started);
            }
        } catch (BuildException e) {
            fail(e.lines());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            fail(List.of(String.valueOf(e.getMessage())));
        }
    }

    private void say(String what, long started) {
        gateway.log().info(String.format(Locale.ROOT, "%s %.1f s", what, (System.nanoTime() - started) / 1e9));
    }

    private void fail(List<String> lines) throws InterruptedException {
        project.awaitCtrlC();
        lines.forEach(gateway.log()::error);
        gateway.log().error("Not reloaded: the functions run as before");
    }
}
