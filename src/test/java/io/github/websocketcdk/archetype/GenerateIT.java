package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other tools generate with other versions of Maven and of its archetype plugin, in batch mode and at the prompt. */
@Execution(ExecutionMode.CONCURRENT)
class GenerateIT {
    private static final Map<String, String> PARAMETERS = Map.of("groupId", "com.example", "artifactId", "chat");

    @ParameterizedTest
    @ValueSource(strings = {"3.1.2", "3.4.1"})
    void everyPluginGeneratesTheSameInBatchModeAndAtThePrompt(String version) throws Exception {
        Path batch = Trees.empty("generate/batch-" + version);
        Path prompt = Trees.empty("generate/prompt-" + version);

        ArchetypePlugin plugin = new ArchetypePlugin(version, ArchetypePlugin.DEFAULT.maven());
        plugin.generate(batch, PARAMETERS).succeeded();
        plugin.generate(prompt, Map.of(), List.of("com.example", "chat", "", "", "", "Y")).succeeded();

        assertGenerated(batch);
        assertGenerated(prompt);
    }

    /** It writes every file, whatever a parameter says, and what is not wanted goes afterwards. */
    @Test
    void anOldPluginGeneratesTheSameProjectWithTokens() throws Exception {
        Map<String, String> parameters = Map.of("groupId", "com.example", "artifactId", "chat", "auth", "jwt");
        Path old = Trees.empty("generate/jwt-3.1.2");
        Path current = Trees.empty("generate/jwt");

        new ArchetypePlugin("3.1.2", ArchetypePlugin.DEFAULT.maven()).generate(old, parameters).succeeded();
        ArchetypePlugin.DEFAULT.generate(current, parameters).succeeded();

        assertThat(Trees.content(old.resolve("chat"))).isEqualTo(Trees.content(current.resolve("chat")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.9.11", "4.0.0-rc-4"})
    void everyMavenGeneratesTheSame(String version) throws Exception {
        Path directory = Trees.empty("generate/maven-" + version);
        Maven.run(directory, System.getProperty("dependency.plugin") + ":unpack",
                "-Dartifact=org.apache.maven:apache-maven:" + version + ":zip:bin", "-DoutputDirectory=" + directory,
                "-DmarkersDirectory=" + directory).succeeded();
        Path home = directory.resolve("apache-maven-" + version);

        new ArchetypePlugin(ArchetypePlugin.DEFAULT.version(), home.toFile()).generate(directory, PARAMETERS)
                .succeeded();

        assertGenerated(directory);
    }

    @Test
    void aProjectIsReadInAnHourAndItsFunctionsInTwentyMinutes() throws Exception {
        assertThat(linesOfCode("functions/src/main/.*[.]java")).isBetween(500L, 700L);
        assertThat(linesOfCode(".*/src/main/.*[.]java")).isBetween(800L, 1_100L);
    }

    private static long linesOfCode(String files) throws Exception {
        return GeneratedProject.DEFAULTS.generated().entrySet().stream()
                .filter(file -> file.getKey().matches(files))
                .mapToLong(file -> file.getValue().lines().count()).sum();
    }

    private static void assertGenerated(Path directory) throws Exception {
        assertThat(Trees.content(directory.resolve("chat"))).isEqualTo(GeneratedProject.DEFAULTS.generated());
    }
}
