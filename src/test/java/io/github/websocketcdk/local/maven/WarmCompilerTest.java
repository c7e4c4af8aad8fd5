package io.github.websocketcdk.local.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled before anything is saved is the modules' own code, and nobody sees it. */
class WarmCompilerTest {
    @TempDir
    private Path root;
    private MavenProject module;

    @BeforeEach
    void module() {
        Model model = new Model();
        model.setBuild(new Build());
        model.getBuild().setOutputDirectory(root.resolve("target/classes").toString());
        module = new MavenProject(model);
        module.addCompileSourceRoot(root.resolve("src").toString());
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(Files.createDirectories(root.resolve("src")).resolve(name), text);
    }

    @Test
    void theModulesClassesAreCompiledIntoAnotherFolder() throws Exception {
        write("A.java", "class A { }");

        WarmCompiler.compile(List.of(module), root.resolve("other"));

        assertThat(root.resolve("other/A.class")).exists();
        assertThat(root.resolve("target")).doesNotExist();
    }

    @Test
    void aModuleThatDoesNotCompileAndOneWithoutJavaAreNoError() throws Exception {
        WarmCompiler.compile(List.of(module), root.resolve("other"));
        write("A.java", "class A { B b; }");

        WarmCompiler.compile(List.of(module), root.resolve("other"));

        assertThat(root.resolve("other")).isEmptyDirectory();
    }
}
