package io.github.websocketcdk.archetype;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.shared.invoker.InvocationRequest;
import org.apache.maven.shared.invoker.MavenInvocationException;

/** A version of the archetype plugin, which generates projects, and the home of the Maven that runs it. */
record ArchetypePlugin(String version, File maven) {
    /** What the archetype is built with. */
    static final ArchetypePlugin DEFAULT = new ArchetypePlugin(System.getProperty("archetype.plugin.version"),
            new File(System.getProperty("maven.home")));

    /** Generates a project in batch mode, below the directory. */
    Result generate(Path directory, Map<String, String> parameters) throws MavenInvocationException {
        return Maven.run(request(directory, parameters).setBatchMode(true));
    }

    /** Generates a project in interactive mode, with what is typed at the prompts. */
    Result generate(Path directory, Map<String, String> parameters, List<String> typed)
            throws MavenInvocationException {
        String input = String.join(System.lineSeparator(), typed) + System.lineSeparator();
        return Maven.run(request(directory, parameters)
                .setInputStream(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
    }

    private InvocationRequest request(Path directory, Map<String, String> parameters) {
        Properties properties = new Properties();
        properties.putAll(parameters);
        properties.put("archetypeCatalog", "local");
        properties.put("archetypeGroupId", Maven.ARCHETYPE_GROUP_ID);
        properties.put("archetypeArtifactId", Maven.ARCHETYPE_ARTIFACT_ID);
        properties.put("archetypeVersion", Maven.ARCHETYPE_VERSION);
        return Maven.request(directory).setMavenHome(maven).setProperties(properties)
                .addArg("org.apache.maven.plugins:maven-archetype-plugin:" + version + ":generate");
    }
}
