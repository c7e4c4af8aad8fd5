package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parameter stands in several files; where it is forgotten in one, generating would go on without a word. */
class ParameterPlacesIT {
    private static final String METADATA = "src/main/resources/META-INF/maven/archetype-metadata.xml";

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "pom.xml ; <rule\\.(\\w+)>",
        "src/main/resources/archetype-resources/pom.xml ; \\.matches\\('@rule\\.(\\w+)@'\\)",
        "src/main/resources/META-INF/archetype-post-generate.groovy ; (\\w+) *: \\[~/@rule\\.\\1@/",
        "src/main/resources/archetype-resources/.websocket-cdk.properties ; ^(?!archetype)(\\w+)=\\$\\{\\1\\}$",
        "README.md ; ^\\| `(\\w+)` \\|",
    })
    void everyParameterHasItsPlaceThere(String file, String name) throws Exception {
        assertThat(found(file, name)).isEqualTo(found(METADATA, "requiredProperty key=\"(\\w+)\""));
    }

    @Test
    void thePromptHasTheRuleOfEveryParameterButThePackage() throws Exception {
        Set<String> checked = found(METADATA,
                "key=\"(\\w+)\">[^/]*(?:/defaultValue>\\s*)?<validationRegex>@rule\\.\\1@<");
        checked.add("package");

        assertThat(checked).isEqualTo(found(METADATA, "requiredProperty key=\"(\\w+)\""));
    }

    @Test
    void theCommandsOfTheReadmeHaveTheVersionOfThePom() throws Exception {
        assertThat(found("README.md", "-DarchetypeVersion=(\\S+)")).contains(Maven.ARCHETYPE_VERSION)
                .isSubsetOf(Maven.ARCHETYPE_VERSION, Maven.ARCHETYPE_VERSION.replace("-SNAPSHOT", ""));
    }

    private static Set<String> found(String file, String name) throws Exception {
        return Pattern.compile(name, Pattern.MULTILINE).matcher(Files.readString(Path.of(file))).results()
                .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
