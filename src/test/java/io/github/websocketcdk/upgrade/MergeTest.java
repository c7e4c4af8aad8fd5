package io.github.websocketcdk.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final String HANDLER = """
            package com.example.functions;

            final class Handler {
                String route() {
                    return "sendmessage";
                }

                int status() {
                    return 200;
                }
            }
            """;
    private static final String HANDLER_PATH = "src/com/example/functions/Handler.java";
    private static final String OTHER_STATUS = HANDLER.replace("200", "204");

    @TempDir
    private Path directory;
    private Path repository;
    private Path oldState;
    private Path newState;

    @BeforeEach
    void aGeneratedAndCommittedProject() throws Exception {
        repository = Files.createDirectory(directory.resolve("repository"));
        oldState = Files.createDirectory(directory.resolve("old"));
        newState = Files.createDirectory(directory.resolve("new"));
        git("init", "--quiet");
        git("config", "user.name", "owner");
        git("config", "user.email", "owner@localhost");
        git("config", "core.autocrlf", "false");
        for (Path state : List.of(oldState, newState)) {
            write(state, ".gitignore", "target/\nnotes.txt\n");
            write(state, "pom.xml", "<project/>\n");
            write(state, HANDLER_PATH, HANDLER);
        }
        generate(repository);
    }

    @Test
    void whatTheOwnerChangedElsewhereInTheSameFileStays() throws Exception {
        write(repository, HANDLER_PATH, HANDLER.replace("sendmessage", "ping"));
        commit();
        write(newState, HANDLER_PATH, OTHER_STATUS);

        assertThat(merge(repository)).isEmpty();

        assertThat(repository.resolve(HANDLER_PATH)).content().contains("ping", "204");
        assertThat(git("diff", "--cached", "--name-only")).isEqualTo(HANDLER_PATH);
        assertThat(git("log", "--oneline").lines()).hasSize(2);
    }

    @Test
    void theSameLinesAreMarkedAsAConflict() throws Exception {
        write(repository, HANDLER_PATH, HANDLER.replace("200", "201"));
        write(repository, "pom.xml", "<project>mine</project>\n");
        commit();
        write(newState, HANDLER_PATH, OTHER_STATUS);

        assertThat(merge(repository)).containsExactly(HANDLER_PATH);

        assertThat(repository.resolve(HANDLER_PATH)).content()
                .containsPattern("<<<<<<< HEAD\n +return 201;\n=======\n +return 204;\n>>>>>>> .*websocket-cdk 2");
        assertThat(repository.resolve("pom.xml")).hasContent("<project>mine</project>");
        git("reset", "--hard", "--quiet");
        assertThat(repository.resolve(HANDLER_PATH)).content().contains("201").doesNotContain("<<<");
    }

    @Test
    void aFileThatTheOwnerDeletedStaysDeleted() throws Exception {
        git("rm", "--quiet", HANDLER_PATH);
        commit();
        write(newState, "pom.xml", "<project>new</project>\n");

        assertThat(merge(repository)).isEmpty();

        assertThat(repository.resolve(HANDLER_PATH)).doesNotExist();
        assertThat(repository.resolve("pom.xml")).hasContent("<project>new</project>");
    }

    @Test
    void aDeletedFileThatTheNewVersionChangesIsAConflict() throws Exception {
        git("rm", "--quiet", HANDLER_PATH);
        commit();
        write(newState, HANDLER_PATH, OTHER_STATUS);

        assertThat(merge(repository)).containsExactly(HANDLER_PATH);
        assertThat(git("status", "--porcelain")).isEqualTo("DU " + HANDLER_PATH);
    }

    @Test
    void aFileThatTheNewVersionDropsGoesUnlessTheOwnerChangedIt() throws Exception {
        write(oldState, "dropped.txt", "generated\n");
        write(oldState, "kept.txt", "generated\n");
        generate(repository);
        write(repository, "kept.txt", "mine\n");
        commit();

        assertThat(merge(repository)).containsExactly("kept.txt");

        assertThat(repository.resolve("dropped.txt")).doesNotExist();
        assertThat(repository.resolve("kept.txt")).hasContent("mine");
    }

    @Test
    void aRenamedPackageTakesWhatIsChangedAndWhatIsNew() throws Exception {
        Path renamed = Files.createDirectories(repository.resolve("src/org/acme"));
        Files.move(repository.resolve("src/com/example/functions"), renamed.resolve("functions"));
        write(repository, "src/org/acme/functions/Handler.java", HANDLER.replace("com.example", "org.acme"));
        commit();
        write(newState, HANDLER_PATH, OTHER_STATUS);
        write(newState, "src/com/example/functions/Other.java", "package com.example.functions;\n");

        assertThat(merge(repository)).isEmpty();

        assertThat(renamed.resolve("functions/Handler.java")).content().contains("org.acme", "204");
        assertThat(renamed.resolve("functions/Other.java")).exists();
        assertThat(repository.resolve("src/com/example/functions")).doesNotExist();
    }

    @Test
    void aFileThatBothHaveNewlyIsAConflictUnlessTheyAreTheSame() throws Exception {
        write(repository, "same.txt", "same\n");
        write(repository, "mine.txt", "mine\n");
        commit();
        write(newState, "same.txt", "same\n");
        write(newState, "mine.txt", "theirs\n");

        assertThat(merge(repository)).containsExactly("mine.txt");
        assertThat(repository.resolve("mine.txt")).content().contains("mine", "theirs");
    }

    @Test
    void aProjectInAFolderOfItsRepositoryIsMergedThereAlone() throws Exception {
        Path project = repository.resolve("services/chät");
        generate(project);
        Path twin = repository.resolve("services/twin");
        generate(twin);
        Files.delete(project.resolve(HANDLER_PATH));
        write(project, "pom.xml", "<project>mine</project>\n");
        commit();
        write(newState, HANDLER_PATH, OTHER_STATUS);
        write(newState, "new.txt", "new\n");

        assertThat(merge(project)).containsExactly("services/chät/" + HANDLER_PATH);

        assertThat(project.resolve("new.txt")).hasContent("new");
        assertThat(project.resolve("pom.xml")).hasContent("<project>mine</project>");
        assertThat(twin.resolve(HANDLER_PATH)).hasContent(HANDLER);
        assertThat(repository.resolve(HANDLER_PATH)).hasContent(HANDLER);
        assertThat(repository.resolve("new.txt")).doesNotExist();
    }

    @Test
    void anIgnoredFileIsNotOverwritten() throws Exception {
        write(repository, "notes.txt", "mine\n");
        write(newState, ".gitignore", "target/\n");
        write(newState, "notes.txt", "theirs\n");

        assertThatThrownBy(() -> merge(repository)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Move them away: notes.txt");

        assertThat(repository.resolve("notes.txt")).hasContent("mine");
        assertThat(git("status", "--porcelain")).isEmpty();
    }

    @Test
    void aTreeWithUncommittedChangesIsRefused() throws Exception {
        write(repository, "pom.xml", "<project>mine</project>\n");
        write(repository, "new.txt", "mine\n");

        assertThatThrownBy(() -> new Merge(repository)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not committed").hasMessageContaining(" M pom.xml\n?? new.txt");
    }

    @Test
    void aProjectWithoutARepositoryIsRefused() {
        assertThatThrownBy(() -> new Merge(newState)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no commit to merge into: git init").hasMessageContaining("not a git repository");
    }

    private List<String> merge(Path project) throws IOException {
        return new Merge(project).merge(oldState, newState, "websocket-cdk 2");
    }

    private void generate(Path project) throws IOException {
        for (String file : List.of(".gitignore", "pom.xml", HANDLER_PATH, "dropped.txt", "kept.txt")) {
            if (Files.exists(oldState.resolve(file))) {
                write(project, file, Files.readString(oldState.resolve(file)));
            }
        }
        commit();
    }

    private void commit() throws IOException {
        git("add", "--all");
        git("commit", "--quiet", "--message", "Mine");
    }

    private String git(String... arguments) throws IOException {
        return new Git(repository, Map.of()).run(arguments);
    }

    private static void write(Path root, String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
