package io.github.websocketcdk.upgrade;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.shared.invoker.DefaultInvocationRequest;
import org.apache.maven.shared.invoker.DefaultInvoker;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.InvocationResult;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** Generates a project with the Maven, the settings and the local repository of a session. */
record Generator(MavenSession session, String groupId, String artifactId, String archetypePlugin) {
    private static final String ERROR = "[ERROR] ";

    /**
     * Generates below a folder.
     *
     * @return the folder of the project
     * @throws IOException if that is not possible; the message has what Maven said
     */
    Path generate(GeneratedWith state, Path below) throws IOException {
        Files.createDirectories(below);
        Properties properties = new Properties();
        properties.putAll(state.parameters());
        properties.put("archetypeCatalog", "local");
        properties.put("archetypeGroupId", groupId);
        properties.put("archetypeArtifactId", artifactId);
        properties.put("archetypeVersion", state.archetypeVersion());
        MavenExecutionRequest running = session.getRequest();
        List<String> output = new ArrayList<>();
        InvocationRequest request = new DefaultInvocationRequest()
                .setBaseDirectory(below.toFile())
                .setMavenHome(new File(session.getSystemProperties().getProperty("maven.home")))
                .setJavaHome(new File(session.getSystemProperties().getProperty("java.home")))
                .setUserSettingsFile(ifThere(running.getUserSettingsFile()))
                .setGlobalSettingsFile(ifThere(running.getGlobalSettingsFile()))
                .setLocalRepositoryDirectory(running.getLocalRepositoryPath())
                .setOffline(running.isOffline())
                .setBatchMode(true)
                .setProperties(properties)
                .setOutputHandler(output::add)
                .setErrorHandler(output::add)
                .addArg(archetypePlugin + ":generate");
        if (exitCode(request) != 0) {
            throw new IOException("Maven cannot generate the project with version " + state.archetypeVersion() + ".\n"
                    + output.stream().filter(line -> line.startsWith(ERROR)).map(line -> line.substring(ERROR.length()))
                            .takeWhile(line -> !line.isBlank()).collect(Collectors.joining("\n")));
        }
        return below.resolve(state.parameters().get("artifactId"));
    }

    /** Maven refuses a settings file that it is given and that does not exist. */
    private static File ifThere(File settings) {
        return settings != null && settings.isFile() ? settings : null;
    }

    private static int exitCode(InvocationRequest request) throws IOException {
        try {
            InvocationResult result = new DefaultInvoker().execute(request);
            if (result.getExecutionException() != null) {
                throw new IOException(result.getExecutionException());
            }
            return result.getExitCode();
        } catch (MavenInvocationException e) {
            throw new IOException(e);
        }
    }
}
