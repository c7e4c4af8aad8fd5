package io.github.websocketcdk.archetype;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Runs the Maven, the JDK and the local repository that run these tests, as a user would. */
public final class Maven {
    private static final String[] ARCHETYPE = System.getProperty("archetype.coordinates").split(":");
    static final String ARCHETYPE_GROUP_ID = ARCHETYPE[0];
    static final String ARCHETYPE_ARTIFACT_ID = ARCHETYPE[1];
    static final String ARCHETYPE_VERSION = ARCHETYPE[2];
    /** A build is over before C2, the JVM's second compiler, pays for itself. */
    static final String OPTIONS =
            Objects.toString(System.getenv("MAVEN_OPTS"), "").concat(" -XX:TieredStopAtLevel=1").strip();
    static final Path LOCAL_REPOSITORY = Path.of(System.getProperty("maven.repo.local"));

    private Maven() {
    }

    public static Result run(Path project, String... arguments) throws MavenInvocationException {
        return run(project, Map.of(), arguments);
    }

    static Result run(Path project, Map<String, String> environment, String... arguments)
            throws MavenInvocationException {
        InvocationRequest request = request(project).setBatchMode(true);
        environment.forEach(request::addShellEnvironment);
        request.addArgs(List.of(arguments));
        return run(request);
    }

    static InvocationRequest request(Path directory) {
        return new DefaultInvocationRequest()
                .setBaseDirectory(directory.toFile())
                .setMavenHome(new File(System.getProperty("maven.home")))
                .setJavaHome(new File(System.getProperty("java.home")))
                .setMavenOpts(OPTIONS)
                .setLocalRepositoryDirectory(LOCAL_REPOSITORY.toFile());
    }

    static Result run(InvocationRequest request) throws MavenInvocationException {
        StringBuffer output = new StringBuffer();
        request.setOutputHandler(line -> output.append(line).append('\n'));
        request.setErrorHandler(line -> output.append(line).append('\n'));
        return new Result(new DefaultInvoker().execute(request).getExitCode(), output.toString());
    }
}
