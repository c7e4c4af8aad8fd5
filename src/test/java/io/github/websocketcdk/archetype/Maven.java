package io.github.websocketcdk.archetype;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Runs the Maven, the JDK and the local repository that run these tests, as a user would. */
public final class Maven {

    private static final String[] ARCHETYPE = System.getProperty("archetype.coordinates").split(":");

    private Maven() {
    }

    /** Generates a project in batch mode, below the directory. */
    static Result generate(Path directory, Map<String, String> parameters) throws MavenInvocationException {
        return run(generateRequest(directory, parameters).setBatchMode(true));
    }

    /** Generates a project in interactive mode, with what is typed at the prompts. */
    static Result generate(Path directory, Map<String, String> parameters, List<String> typed)
            throws MavenInvocationException {
        String input = String.join(System.lineSeparator(), typed) + System.lineSeparator();
        return run(generateRequest(directory, parameters)
                .setInputStream(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
    }

    public static Result run(Path project, String... arguments) throws MavenInvocationException {
        InvocationRequest request = request(project).setBatchMode(true);
        request.addArgs(List.of(arguments));
        return run(request);
    }

    private static InvocationRequest generateRequest(Path directory, Map<String, String> parameters) {
        Properties properties = new Properties();
        properties.putAll(parameters);
        properties.put("archetypeCatalog", "local");
        properties.put("archetypeGroupId", ARCHETYPE[0]);
        properties.put("archetypeArtifactId", ARCHETYPE[1]);
        properties.put("archetypeVersion", ARCHETYPE[2]);
        InvocationRequest request = request(directory).setProperties(properties);
        request.addArg(System.getProperty("archetype.plugin") + ":generate");
        return request;
    }

    private static InvocationRequest request(Path directory) {
        InvocationRequest request = new DefaultInvocationRequest()
                .setBaseDirectory(directory.toFile())
                .setMavenHome(new File(System.getProperty("maven.home")))
                .setJavaHome(new File(System.getProperty("java.home")));
        String localRepository = System.getProperty("maven.repo.local");
        return localRepository == null
                ? request : request.setLocalRepositoryDirectory(new File(localRepository));
    }

    private static Result run(InvocationRequest request) throws MavenInvocationException {
        StringBuffer output = new StringBuffer();
        request.setOutputHandler(line -> output.append(line).append('\n'));
        request.setErrorHandler(line -> output.append(line).append('\n'));
        return new Result(new DefaultInvoker().execute(request).getExitCode(), output.toString());
    }
}
