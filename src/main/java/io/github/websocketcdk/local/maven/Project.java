package io.github.websocketcdk.local.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** The project whose CDK app runs: what is built of it, and when again. */
final class Project {
    /** Ctrl-C ends compilers and other processes too, and they may be the sooner to say so. */
    private static final long CTRL_C_MILLIS = 300;

    private final Build build;
    private final CdkApp app;
    private final String appClass;
    private final FunctionModules functions;
    private final Terminal terminal;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Modules modules;
    private List<Path> classpath;

    /**
     * A project that is not built yet.
     *
     * @param session knows its modules
     */
    Project(MavenSession session, Build build, CdkApp app, String appClass, FunctionModules functions,
            Terminal terminal) {
        this.build = build;
        this.app = app;
        this.appClass = appClass;
        this.functions = functions;
        this.terminal = terminal;
        this.modules = Modules.of(session, appClass);
    }

    Sources sources() {
        return Sources.of(modules.all());
    }

    /** Reads the poms again, if one of them has changed. */
    void readPoms(Set<Path> changed) {
        if (changed.stream().anyMatch(file -> file.endsWith("pom.xml"))) {
            build.readPomsAnew();
        }
    }

    /** The modules of functions' code that have changed; none if something else has changed, too. */
    List<MavenProject> functionsOf(Set<Path> changed) {
        Set<Path> folders = functions.deployed().keySet();
        boolean isCode = changed.stream().allMatch(file -> !file.endsWith("pom.xml")
                && folders.stream().anyMatch(file::startsWith));
        return modules.functions().stream()
                .filter(module -> isCode && folders.contains(module.getBasedir().toPath()))
                .filter(module -> changed.stream().anyMatch(file -> file.startsWith(module.getBasedir().toPath())))
                .toList();
    }

    /**
     * Makes the first reload as fast as the next ones.
     *
     * @param directory for what is made meanwhile
     */
    void warmUp(Path directory) {
        try {
            WarmCompiler.compile(modules.functions(), directory);
        } catch (Exception e) {
            terminal.print("The first reload will take longer: " + e.getMessage());
        }
    }

    /** Compiles modules, and packs nothing. */
    void compile(List<MavenProject> some) throws Exception {
        build.run("process-classes", some);
    }

    /** Builds all that has changed; true if the stack may have changed. */
    boolean build() throws Exception {
        MavenSession built = build.run("process-classes", modules.all());
        modules = Modules.of(built, appClass);
        functions.update(built, modules.functions());
        classpath = build.runtimeClasspath(built, modules.app());
        return app.read(classpath, functions.jars(), functions.deployed());
    }

    /** The cloud assembly of what is built. */
    Path synthesize() throws Exception {
        functions.pack();
        app.read(classpath, functions.jars(), functions.deployed());
        Path assembly = app.isSynthesized() ? app.assembly()
                : terminal.step("Synthesizing the stack", "Synthesized", () -> app.synthesize(classpath, terminal));
        functions.deployed(assembly);
        return assembly;
    }

    /** Ctrl-C. */
    void stop() {
        stopping.countDown();
        app.stop();
    }

    /** Returns unless Ctrl-C is why something has failed: then this process is about to end. */
    void awaitCtrlC() throws InterruptedException {
        if (stopping.await(CTRL_C_MILLIS, TimeUnit.MILLISECONDS)) {
            Thread.currentThread().join();
        }
    }
}
