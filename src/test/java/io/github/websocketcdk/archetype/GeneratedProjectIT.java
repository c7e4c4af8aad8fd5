package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record GeneratedProjectIT(GeneratedProject project) {
    private static final Pattern RESIDUE = Pattern.compile(
            "@[A-Za-z][A-Za-z0-9._-]*@"
            + "|#(set|if|else|elseif|end|foreach|parse|include|macro)\\b"
            + "|__[A-Za-z]+__"
            + "|\\$\\{(?!\\{|(project|maven|websocket-cdk)\\.)");

    @Test
    void hasNothingLeftOfTheTemplate() throws Exception {
        assertThat(project.generated()).allSatisfy((path, content) -> {
            assertThat(path).doesNotContainPattern(RESIDUE);
            if (content != null) {
                assertThat(content).as(path).doesNotContainPattern(RESIDUE);
            }
        });
    }

    @Test
    void hasTheFilesOfACompleteProject() throws Exception {
        String packagePath = project.packageName.replace('.', '/');

        assertThat(project.generated()).containsKeys(
                ".editorconfig", ".gitattributes", ".gitignore", ".github/workflows/ci.yml",
                ".github/workflows/deploy.yml",
                ".mvn/maven.config",
                "README.md", "cdk.json", "checkstyle.xml", "pom.xml",
                "functions/pom.xml",
                "functions/src/main/java/" + packagePath + "/functions/ConnectHandler.java",
                "functions/src/main/java/" + packagePath + "/functions/DisconnectHandler.java",
                "functions/src/main/java/" + packagePath + "/functions/SendMessageHandler.java",
                "end-to-end/pom.xml",
                "end-to-end/src/test/java/" + packagePath + "/endtoend/LocalTest.java",
                "infrastructure/pom.xml",
                "infrastructure/src/main/java/" + packagePath + "/infrastructure/WebSocketApp.java",
                "infrastructure/src/main/java/" + packagePath + "/infrastructure/WebSocketStack.java");
    }

    @Test
    void hasEveryFileOfTheTemplateAndNoOther() throws Exception {
        String javaFiles = "$0" + Matcher.quoteReplacement(project.packageName.replace('.', '/') + "/");
        Set<String> template = files(Trees.content(Path.of("src/main/resources/archetype-resources"))).stream()
                .filter(project::has)
                .map(path -> path.replaceFirst("^[\\w-]+/src/(main|test)/java/", javaFiles))
                .collect(Collectors.toSet());

        assertThat(template).isNotEmpty();
        assertThat(files(project.generated())).isEqualTo(template);
    }

    private static Set<String> files(Map<String, String> tree) {
        return tree.entrySet().stream().filter(entry -> entry.getValue() != null).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void buildsWithoutAWarningOfItsJarsAndPassesItsTests() throws Exception {
        assertThat(project.build().succeeded().output()).doesNotContain("overlapping resource");

        for (String module : List.of("functions", "infrastructure")) {
            assertThat(project.directory().resolve(module + "/target/surefire-reports")).isDirectoryContaining(
                    report -> report.toString().endsWith("Test.txt"));
        }
    }

    @Test
    void leavesNothingForGitAfterABuild() throws Exception {
        project.build().succeeded();

        assertThat(Command.git(project.directory(), "status", "--porcelain").succeeded().output()).isEmpty();
    }

    @Test
    void synthesizesInAFreshCloneForItsRegionAndStage() throws Exception {
        Path parent = Trees.empty(project.name().toLowerCase() + "-clone");
        Command.git(parent, "clone", "--quiet", project.directory().toString(), "clone").succeeded();
        Path clone = parent.resolve("clone");

        Result synth = Command.cdk(clone, "synth", "--quiet", "-c", "issuer=https://issuer.example.com").succeeded();

        // Else the template would not be clean YAML where cdk prints it.
        assertThat(synth.output()).doesNotContain("\u001b", "feature flags");

        JsonObject stack = json(clone.resolve("cdk.out/manifest.json")).getAsJsonObject("artifacts")
                .getAsJsonObject(project.stackName());
        assertThat(stack.get("environment").getAsString()).endsWith("/" + project.region);
        String template = Files.readString(clone.resolve("cdk.out/" + project.stackName() + ".template.json"));
        assertThat(template)
                .contains("\"StageName\": \"" + project.stage + "\"")
                .contains("\"Handler\": \"" + project.packageName + ".functions.SendMessageHandler\"");
        assertThat(Command.git(clone, "status", "--porcelain").succeeded().output()).isEmpty();
    }

    @Test
    void synthesizesProdAndTheReadmeSaysWhatToDoAboutEachOfItsAlarms() throws Exception {
        String stack = "prod-" + project.appName;
        assertThat(Command.cdk(project.directory(), "list", "-c", "stage=prod",
                "-c", "issuer=https://issuer.example.com").succeeded().output()).contains(stack);

        JsonObject resources = json(project.directory().resolve("cdk.out/" + stack + ".template.json"))
                .getAsJsonObject("Resources");
        String readme = Files.readString(project.directory().resolve("README.md"));
        assertThat(resources.keySet().stream()
                .filter(id -> resources.getAsJsonObject(id).get("Type").getAsString().equals("AWS::CloudWatch::Alarm"))
                .map(id -> id.replaceFirst("^Monitoring(.+).{8}$", "$1")))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(readme).containsAnyOf("| `" + alarm + "` |",
                        "| `…" + alarm.replaceFirst(".+(?=(Errors|Throttles|Timeouts)$)", "") + "` |"));
    }

    @Test
    void refusesABadStage() throws Exception {
        Result bad = Command.cdk(project.directory(), "list", "-c", "stage=Prod");

        assertThat(bad.exitCode()).isNotZero();
        assertThat(bad.output())
                .contains("stage 'Prod' is not allowed. Allowed: a lower-case letter")
                .doesNotContain("\tat ");
    }

    private static JsonObject json(Path file) throws Exception {
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
