package io.github.websocketcdk.local.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a module is built from is watched, and nothing else. */
class SourcesTest {
    @TempDir
    private Path root;
    private MavenProject module;

    @BeforeEach
    void module() throws Exception {
        for (String file : List.of("pom.xml", "src/main/java/A.java", "src/main/resources/a.txt",
                "src/test/java/ATest.java", "target/generated-sources/annotations/B.java")) {
            write(file, "1");
        }
        Model model = new Model();
        model.setBuild(new Build());
        model.getBuild().setDirectory(root.resolve("target").toString());
        Resource resources = new Resource();
        resources.setDirectory(root.resolve("src/main/resources").toString());
        model.getBuild().addResource(resources);
        module = new MavenProject(model);
        module.setFile(root.resolve("pom.xml").toFile());
        module.addCompileSourceRoot(root.resolve("src/main/java").toString());
        module.addCompileSourceRoot(root.resolve("target/generated-sources/annotations").toString());
    }

    private void write(String file, String text) throws Exception {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private Sources now() {
        return Sources.of(List.of(module));
    }

    @Test
    void newChangedAndDeletedFilesAreSeen() throws Exception {
        Sources before = now();
        write("src/main/java/New.java", "1");
        write("src/main/resources/a.txt", "12");
        write("pom.xml", "12");
        Files.delete(root.resolve("src/main/java/A.java"));

        assertThat(now()).isNotEqualTo(before);
        assertThat(now().changedFrom(before)).containsExactlyInAnyOrder(root.resolve("src/main/java/New.java"),
                root.resolve("src/main/resources/a.txt"), root.resolve("pom.xml"),
                root.resolve("src/main/java/A.java"));
    }

    @Test
    void testsAndWhatIsGeneratedAreNot() throws Exception {
        Sources before = now();
        write("src/test/java/ATest.java", "12");
        write("target/generated-sources/annotations/B.java", "12");

        assertThat(now()).isEqualTo(before);
    }

    @Test
    void aFolderThatComesLaterIsSeen() throws Exception {
        module.addCompileSourceRoot(root.resolve("src/main/kotlin").toString());
        Sources before = now();
        write("src/main/kotlin/K.kt", "1");

        assertThat(now().changedFrom(before)).containsExactly(root.resolve("src/main/kotlin/K.kt"));
    }
}
