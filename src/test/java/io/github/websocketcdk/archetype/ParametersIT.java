package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersIT {

    private static final Map<String, String> ENOUGH = Map.of("groupId", "com.example", "artifactId", "chat");

    private Path directory;

    @BeforeEach
    void emptyDirectory(TestInfo test) throws Exception {
        directory = Trees.empty("parameters/" + test.getTestMethod().orElseThrow().getName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "com example | my chat | 1:0 | com.1st | 1st-chat | mars | Dev | basic",
        "com/example | ../chat | 1/0 | com.new.chat | my_chat | us-east | 1st | jwtx",
        "com:example | .. | a b | com..chat | chat- | EU-WEST-1 | dev- | JWT",
        ".com | .chat | -1 | com.chat- | -chat | us-esat-1 | my_stage | true",
        "-com | a:b | +1 | java.chat | a.chat | us-east-0 | -dev | none,jwt",
        "com,x | a+b | ~1 | _ | my chat | us-east-1a | dev stage | nonejwt",
        "com# | a~b | 1@2 | true.chat | chat# | a-east-1 | a-stage-of-21-letters | oidc",
        "` ` | a=b | ` ` | com.chat. | A-name-of-forty-one-characters-is-too-long | 1 | dev.1 | 1",
    })
    void everyBadParameterIsNamedWithItsValueWhatIsAllowedAndAnExample(String groupId, String artifactId,
            String version, String packageName, String appName, String region, String stage, String auth)
            throws Exception {
        Map<String, String> bad = new TreeMap<>(Map.of("artifactId", artifactId, "package", packageName,
                "appName", appName, "region", region, "stage", stage, "auth", auth));
        putUnlessBlank(bad, "groupId", groupId);
        putUnlessBlank(bad, "version", version);
        Map<String, String> parameters = new TreeMap<>(ENOUGH);
        parameters.putAll(bad);

        Result result = Maven.generate(directory, parameters);

        assertThat(result.exitCode()).isNotZero();
        assertThat(bad).allSatisfy((name, value) -> assertThat(result.output())
                .containsPattern(" " + name + " '\\Q" + value + "\\E' is not allowed\\. Allowed: .+ Example: .+"));
        assertThat(Trees.content(directory)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"groupId, com example", "artifactId, my chat", "version, 1:0", "package, com.new", "appName, 1st",
        "region, mars", "stage, Dev", "auth, basic"})
    void oneBadParameterIsEnoughAndOnlyThatIsNamed(String name, String value) throws Exception {
        // A package and an app name of its own: their defaults would be as bad as the id that they come from.
        Map<String, String> parameters = new TreeMap<>(ENOUGH);
        parameters.putAll(Map.of("package", "com.example", "appName", "chat"));
        parameters.put(name, value);

        Result result = Maven.generate(directory, parameters);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).containsOnlyOnce("is not allowed")
                .contains(name + " '" + value + "' is not allowed");
        assertThat(Trees.content(directory)).isEmpty();
    }

    @Test
    void theExamplesOfTheMessageAreAllowed() throws Exception {
        Result refused = Maven.generate(directory, Map.of("groupId", "-", "artifactId", "-", "version", "-",
                "package", "-", "appName", "-", "region", "-", "stage", "-", "auth", "-"));
        Map<String, String> examples = new TreeMap<>();
        Matcher matcher = Pattern.compile(" (\\w+) '-' is not allowed\\. Allowed: .+ Example: (\\S+)")
                .matcher(refused.output());
        while (matcher.find()) {
            examples.put(matcher.group(1), matcher.group(2));
        }

        assertThat(examples).hasSize(8);
        Maven.generate(directory, examples).succeeded();
    }

    @Test
    void aTargetFolderThatExistsKeepsEveryFileWhenAParameterIsRefused() throws Exception {
        Path functions = Files.createDirectories(directory.resolve("chat/functions"));
        Files.createDirectories(directory.resolve("chat/infrastructure"));
        Files.writeString(directory.resolve("chat/README.md"), "mine");
        Files.writeString(directory.resolve("chat/.gitignore"), "target/\n");
        Files.writeString(functions.resolve("pom.xml"), "<project/>");
        Map<String, String> before = Trees.content(directory);

        assertThat(Maven.generate(directory, with("appName", "my chat")).exitCode()).isNotZero();

        assertThat(Trees.content(directory)).isEqualTo(before);
    }

    @Test
    void aProjectThatExistsIsLeftAsItIs() throws Exception {
        Files.createDirectories(directory.resolve("chat"));
        Files.writeString(directory.resolve("chat/pom.xml"), "<project/>");
        Map<String, String> before = Trees.content(directory);

        Result result = Maven.generate(directory, ENOUGH);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("A Maven project already exists in the directory");
        assertThat(Trees.content(directory)).isEqualTo(before);
    }

    @Test
    void theInteractiveModeRefusesTheSame() throws Exception {
        Map<String, String> bad = Map.of("region", "mars", "stage", "Dev", "package", "com.new");
        Map<String, String> parameters = new TreeMap<>(ENOUGH);
        parameters.putAll(bad);

        Result result = Maven.generate(directory, parameters, List.of("", "Y"));

        assertThat(result.exitCode()).isNotZero();
        assertThat(bad).allSatisfy((name, value) -> assertThat(result.output())
                .contains(name + " '" + value + "' is not allowed. Allowed: "));
        assertThat(Trees.content(directory)).isEmpty();
    }

    @Test
    void thePromptAsksAgainForABadValueAndOffersTheDefaults() throws Exception {
        String takeTheDefault = "";

        Result result = Maven.generate(directory, ENOUGH, List.of(takeTheDefault, "my chat", "MyChat", "Y"));

        assertThat(result.succeeded().output()).contains("Value does not match the expression, please try again");
        assertThat(Trees.content(directory.resolve("chat"))).containsKey("cdk.json")
                .hasEntrySatisfying("pom.xml", pom -> assertThat(pom).contains("<version>1.0-SNAPSHOT</version>"))
                .hasEntrySatisfying("infrastructure/src/main/java/com/example/infrastructure/WebSocketApp.java",
                        app -> assertThat(app).contains("\"MyChat\"", "\"us-east-1\"", "\"dev\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "cn-north-1", "us-isob-east-1", "eusc-de-east-1", "ap-southeast-5"})
    void aRegionOfEveryPartitionIsAllowed(String region) throws Exception {
        Maven.generate(directory, with("region", region)).succeeded();

        assertThat(Trees.content(directory)).containsKey("chat/cdk.json");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> parameters = new TreeMap<>(ENOUGH);
        parameters.put(name, value);
        return parameters;
    }

    private static void putUnlessBlank(Map<String, String> parameters, String name, String value) {
        if (!value.isBlank()) {
            parameters.put(name, value);
        }
    }
}
