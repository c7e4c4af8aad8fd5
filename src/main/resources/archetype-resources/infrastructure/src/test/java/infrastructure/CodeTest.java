package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;

/** Whether a deployment updates the functions: it does where the key of their code is another. */
class CodeTest {
    @TempDir
    private Path project;

    @BeforeEach
    void build() throws IOException {
        write("pom.xml", "<project/>");
        write("functions/pom.xml", "<project/>");
        write("functions/src/main/java/Handler.java", "class Handler {}");
        write("functions/src/test/java/HandlerTest.java", "class HandlerTest {}");
        write("functions/target/functions.jar", "built by JDK 17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions/target/functions.jar", "functions/src/test/java/HandlerTest.java"})
    void anotherJarOfTheSameSourcesIsTheSameCode(String file) throws IOException {
        String before = key();

        write(file, "other");

        assertThat(key()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"functions/src/main/java/Handler.java", "functions/pom.xml", "pom.xml"})
    void anotherSourceOrDependencyIsOtherCode(String file) throws IOException {
        String before = key();

        write(file, "other");

        assertThat(key()).isNotEqualTo(before);
    }

    @Test
    void aSourceMoreIsOtherCode() throws IOException {
        String before = key();

        write("functions/src/main/java/More.java", "class More {}");

        assertThat(key()).isNotEqualTo(before);
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(project.resolve(file).getParent());
        Files.writeString(project.resolve(file), content);
    }

    private String key() {
        Stack stack = new Stack(new App());
        Function.Builder.create(stack, "Function").runtime(Runtime.JAVA_25).handler("Handler")
                .code(WebSocketStack.code(project.resolve("functions").toString())).build();
        return Stacks.at(Template.fromStack(stack).findResources("AWS::Lambda::Function").values().iterator().next(),
                "Properties", "Code", "S3Key");
    }
}
