package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ParametersIT {
    private static final Map<String, String> ENOUGH = Map.of("groupId", "com.example", "artifactId", "chat");

    private static final String A_HUNDRED_AND_ONE_CHARACTERS =
            "a-name-that-has-one-character-more-than-an-artifactId-may-have-"
            + "and-that-is-more-than-anybody-types-wi";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "com example | my chat | 1:0 | com.1st | 1st-chat | mars | Dev | basic",
        "com/example | ../chat | 1/0 | com.new.chat | my_chat | us-east | 1st | jwtx",
        "com:example | .. | a b | com..chat | chat- | EU-WEST-1 | dev- | JWT",
        ".com | .chat | -1 | com.chat- | -chat | us-esat-1 | my_stage | true",
        "-com | con | +1 | java.chat | a.chat | us-east-0 | -dev | none,jwt",
        "com,x | Aux.txt | ~1 | _ | my chat | us-east-1a | dev stage | nonejwt",
        "com# | chat. | 1@2 | true.chat | chat# | a-east-1 | a-stage-of-21-letters | oidc",
        "` ` | a:b | ` ` | com.chat. | A-name-of-forty-one-characters-is-too-long | 1 | dev.1 | 1",
        "com+x | " + A_HUNDRED_AND_ONE_CHARACTERS + " | 1=2 | com.Lpt1.chat | 1chat | us_east_1 | DEV | NONE",
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

        Result result = generate(parameters);

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

        Result result = generate(parameters);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).containsOnlyOnce("is not allowed")
                .contains(name + " '" + value + "' is not allowed");
        assertThat(Trees.content(directory)).isEmpty();
    }

    @Test
    void theExamplesOfTheMessageAreAllowed() throws Exception {
        Result refused = generate(Map.of("groupId", "-", "artifactId", "-", "version", "-",
                "package", "-", "appName", "-", "region", "-", "stage", "-", "auth", "-"));
        Map<String, String> examples = new TreeMap<>();
        Matcher matcher = Pattern.compile(" (\\w+) '-' is not allowed\\. Allowed: .+ Example: (\\S+)")
                .matcher(refused.output());
        while (matcher.find()) {
            examples.put(matcher.group(1), matcher.group(2));
        }

        assertThat(examples).hasSize(8);
        generate(examples).succeeded();
    }

    @Test
    void aTargetFolderThatExistsKeepsEveryFileWhenAParameterIsRefused() throws Exception {
        Path functions = Files.createDirectories(directory.resolve("chat/functions"));
        Files.createDirectories(directory.resolve("chat/infrastructure"));
        Files.writeString(directory.resolve("chat/README.md"), "mine");
        Files.writeString(directory.resolve("chat/.gitignore"), "target/\n");
        Files.writeString(functions.resolve("pom.xml"), "<project/>");
        Map<String, String> before = Trees.content(directory);

        assertThat(generate(with("appName", "my chat")).exitCode()).isNotZero();

        assertThat(Trees.content(directory)).isEqualTo(before);
    }

    @Test
    void aProjectThatExistsIsLeftAsItIs() throws Exception {
        Files.createDirectories(directory.resolve("chat"));
        Files.writeString(directory.resolve("chat/pom.xml"), "<project/>");
        Map<String, String> before = Trees.content(directory);

        Result result = generate(ENOUGH);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("A Maven project already exists in the directory");
        assertThat(Trees.content(directory)).isEqualTo(before);
    }

    @Test
    void theInteractiveModeRefusesTheSame() throws Exception {
        Map<String, String> bad = Map.of("region", "mars", "stage", "Dev", "package", "com.new");
        Map<String, String> parameters = new TreeMap<>(ENOUGH);
        parameters.putAll(bad);

        Result result = generate(parameters, List.of("", "Y"));

        assertThat(result.exitCode()).isNotZero();
        assertThat(bad).allSatisfy((name, value) -> assertThat(result.output())
                .contains(name + " '" + value + "' is not allowed. Allowed: "));
        assertThat(Trees.content(directory)).isEmpty();
    }

    @Test
    void thePromptAsksAgainForABadValueAndOffersTheDefaults() throws Exception {
        String takeTheDefault = "";

        Result result = generate(ENOUGH, List.of(takeTheDefault, "my chat", "MyChat", "Y"));

        assertThat(result.succeeded().output()).contains("Value does not match the expression, please try again");
        assertThat(Trees.content(directory.resolve("chat"))).containsKey("cdk.json")
                .hasEntrySatisfying("pom.xml", pom -> assertThat(pom).contains("<version>1.0-SNAPSHOT</version>"))
                .hasEntrySatisfying("infrastructure/src/main/java/com/example/infrastructure/WebSocketApp.java",
                        app -> assertThat(app).contains("\"MyChat\"", "\"us-east-1\"", "\"dev\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1", "us-isob-east-1", "eusc-de-east-1"})
    void aRegionOfEveryPartitionIsAllowed(String region) throws Exception {
        Result result = generate(with("region", region)).succeeded();

        assertThat(result.output()).doesNotContain("Did you mean");
        assertThat(Trees.content(directory)).containsKey("chat/cdk.json");
    }

    @Test
    void aRegionThatIsNotKnownIsTakenWithAWarningThatNamesTheNearest() throws Exception {
        Result result = generate(with("region", "eu-north-7")).succeeded();

        assertThat(result.output()).containsOnlyOnce("[WARNING] Unknown AWS region 'eu-north-7'. "
                + "Did you mean 'eu-north-1'?");
    }

    @Test
    void theLastLinesSayWhatToDoNext() throws Exception {
        assertThat(generate(ENOUGH).succeeded().output()).containsPattern(
                "Next: cd \\Q" + directory.toRealPath().resolve("chat") + "\\E, .+mvn -Plocal.+\n.+git init");
        assertThat(directory.resolve("chat/.git")).doesNotExist();
    }

    @Test
    void aFolderThatHasFilesKeepsThemAndGetsTheOthers() throws Exception {
        Path readme = Files.createDirectories(directory.resolve("chat")).resolve("README.md");
        Files.writeString(readme, "mine");

        Result result = generate(ENOUGH).succeeded();

        assertThat(result.output()).containsPattern("Don't override file .*README\\.md");
        assertThat(readme).hasContent("mine");
        assertThat(Trees.content(directory)).containsKeys("chat/pom.xml", "chat/cdk.json");
    }

    @Test
    void belowAnotherProjectTheWarningSaysWhatHasHappened() throws Exception {
        Files.writeString(directory.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>parent</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                </project>
                """);

        assertThat(generate(ENOUGH).succeeded().output())
                .contains("[WARNING] Maven has made the project a module of "
                        + directory.toRealPath().resolve("pom.xml"));
    }

    private Result generate(Map<String, String> parameters) throws Exception {
        return ArchetypePlugin.DEFAULT.generate(directory, parameters);
    }

    private Result generate(Map<String, String> parameters, List<String> typed) throws Exception {
        return ArchetypePlugin.DEFAULT.generate(directory, parameters, typed);
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
