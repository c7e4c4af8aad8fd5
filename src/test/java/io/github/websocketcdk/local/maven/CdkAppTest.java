package io.github.websocketcdk.local.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.assembly.Synthesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a cloud assembly stale, and what does not. */
class CdkAppTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("AWS_PROFILE", "dev", "BRANCH", "main");

    @TempDir
    private Path directory;
    private Path root;

    @BeforeEach
    void project() throws Exception {
        root = directory.resolve("chat");
        for (String file : List.of("cdk.json", "cdk.context.json", "infrastructure/target/classes/App.class",
                "../repository/cdk.jar", "functions/target/classes/Handler.class", "functions/target/functions.jar",
                "functions/src/main/java/Handler.java", "infrastructure/src/main/java/App.java", "lambda/index.js",
                "infrastructure/src/main/resources/page.html", ".git/HEAD", "end-to-end/target/tests.txt")) {
            write(file, "{}");
        }
    }

    private void write(String file, String text) throws Exception {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private CdkApp app(String stage, String node, Map<String, String> environment) {
        return new CdkApp(root, "App", Synthesis.context(stage, null), node, environment, root.resolve("target"));
    }

    private boolean read(CdkApp app) throws Exception {
        Path jar = root.resolve("functions/target/functions.jar");
        return app.read(List.of(root.resolve("infrastructure/target/classes"),
                root.resolve("functions/target/classes"), root.resolve("../repository/cdk.jar")),
                List.of(jar), Map.of(root.resolve("functions"), jar));
    }

    private Path assembly(String stage, String node, Map<String, String> environment) throws Exception {
        CdkApp app = app(stage, node, environment);
        read(app);
        return app.assembly();
    }

    private Path assembly() throws Exception {
        return assembly("dev", "v22.1.0", ENVIRONMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdk.json", "cdk.context.json", "infrastructure/target/classes/App.class",
        "../repository/cdk.jar", "functions/target/classes/Handler.class", "functions/target/functions.jar",
        "lambda/index.js", "infrastructure/src/main/resources/page.html"})
    void aChangedByteOfWhatTheAppReadsIsAnotherAssembly(String file) throws Exception {
        Path before = assembly();

        write(file, "{ }");

        assertThat(assembly()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions/src/main/java/Handler.java", "infrastructure/src/main/java/App.java",
        ".git/HEAD", "end-to-end/target/tests.txt"})
    void whatIsCompiledOrMadeAndWhatGitKeepsIsNotRead(String file) throws Exception {
        Path before = assembly();

        write(file, "x");

        assertThat(assembly()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNewOrGoneIsAnotherAssembly() throws Exception {
        Path before = assembly();
        write("lambda/new.js", "");
        Path after = assembly();
        Files.delete(root.resolve("lambda/new.js"));
        Files.delete(root.resolve("lambda/index.js"));

        assertThat(List.of(before, after, assembly())).doesNotHaveDuplicates();
    }

    @Test
    void theStageAndNodeJsMakeAnotherAssembly() throws Exception {
        assertThat(List.of(assembly(), assembly("prod", "v22.1.0", ENVIRONMENT), assembly(null, "v22.1.0", ENVIRONMENT),
                assembly("dev", "v24.0.0", ENVIRONMENT))).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_PROFILE", "CDK_DEFAULT_ACCOUNT", "BRANCH", "PATH"})
    void aVariableOfTheEnvironmentMakesAnotherAssembly(String name) throws Exception {
        Map<String, String> changed = new HashMap<>(ENVIRONMENT);
        changed.put(name, "other");

        assertThat(assembly("dev", "v22.1.0", changed)).isNotEqualTo(assembly());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHLVL", "TERM_SESSION_ID", "MAVEN_CMD_LINE_ARGS", "OLDPWD", "_"})
    void anotherTerminalDoesNot(String name) throws Exception {
        Map<String, String> changed = new HashMap<>(ENVIRONMENT);
        changed.put(name, "other");

        assertThat(assembly("dev", "v22.1.0", changed)).isEqualTo(assembly());
    }

    @Test
    void aStackChangesWithMoreThanTheFunctionsCode() throws Exception {
        CdkApp app = app("dev", "v22.1.0", ENVIRONMENT);
        assertThat(read(app)).isTrue();
        assertThat(read(app)).isFalse();

        write("functions/target/classes/Handler.class", "changed");
        write("functions/src/main/resources/text.properties", "new");
        write("functions/pom.xml", "new");
        assertThat(read(app)).isFalse();

        write("infrastructure/target/classes/App.class", "changed");
        assertThat(read(app)).isTrue();
    }
}
