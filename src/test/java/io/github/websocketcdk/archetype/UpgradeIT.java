package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class UpgradeIT {
    private static final String HANDLER = "functions/src/main/java/functions/SendMessageHandler.java";
    private static final String STACK = "infrastructure/src/main/java/infrastructure/WebSocketStack.java";
    private static final String STACK_TEST = "infrastructure/src/test/java/infrastructure/WebSocketStackTest.java";

    private static OtherVersion second;
    private static OtherVersion third;

    @BeforeAll
    static void twoVersionsThatDifferInTheFilesThatAnOwnerEdits() throws Exception {
        second = OtherVersion.install("2-upgrade-it", edits("New in version 2."));
        third = OtherVersion.install("3-upgrade-it", edits("New in version 3."));
    }

    @AfterAll
    static void remove() throws Exception {
        second.close();
        third.close();
    }

    private static Map<String, UnaryOperator<String>> edits(String comment) {
        Map<String, UnaryOperator<String>> edits = new TreeMap<>();
        edits.put("README.md", text -> text + "\n" + comment + "\n");
        edits.put("pom.xml", text -> text.replace("</project>", "  <!-- " + comment + " -->\n</project>"));
        for (String file : List.of(HANDLER, STACK, STACK_TEST)) {
            edits.put(file, text -> text.replaceFirst("}\\s*$", "    // " + comment + "\n}\n"));
        }
        edits.put("functions/src/main/java/functions/Added.java", text -> """
                package ${package}.functions;

                /** %s */
                final class Added {
                }
                """.formatted(comment));
        return edits;
    }

    @Test
    void whatTheOwnerChangedStaysThroughTwoUpgradesAndTheProjectBuilds() throws Exception {
        Path project = clone("upgrade");
        Recipe.addTheRoute(project);
        Recipe.addTheRule(project);
        edit(project.resolve("README.md"), text -> text.replaceFirst("chat\n====", "Our chat\n========"));
        edit(project.resolve("pom.xml"), text -> text.replaceFirst("<modules>", "<name>Our chat</name>\n  <modules>"));
        edit(project.resolve(HANDLER.replace("java/", "java/com/example/")),
                text -> text.replaceFirst("\nimport ", "\n// Ours.\nimport "));
        Files.delete(project.resolve(".editorconfig"));
        renamePackage(project);
        commit(project);

        assertThat(second.upgrade(project).succeeded().output()).contains("Merged, and not yet committed:");

        assertThat(lines(project, "-")).hasSize(2).allMatch(line -> line.contains(Maven.ARCHETYPE_VERSION));
        assertThat(lines(project, "+")).filteredOn(line -> line.contains("New in version 2.")).hasSize(6);
        commit(project);

        third.upgrade(project).succeeded();

        assertThat(lines(project, "-")).filteredOn(line -> line.contains("New in version 2.")).hasSize(6);
        assertThat(lines(project, "-")).hasSize(8);
        assertThat(lines(project, "+")).filteredOn(line -> line.contains("New in version 3.")).hasSize(6);
        assertThat(project.resolve(".editorconfig")).doesNotExist();
        assertThat(project.resolve("functions/src/main/java/org/acme/functions/Added.java")).content()
                .contains("package org.acme.functions;");
        commit(project);
        assertThat(Maven.run(project, "-Plocal", "verify").succeeded().output()).doesNotContain("JAR will be empty");
    }

    @Test
    void aLineThatBothChangedIsMarkedAndEverythingElseIsMerged() throws Exception {
        Path project = clone("upgrade-conflict");
        edit(project.resolve("README.md"), text -> text + "\nOurs.\n");
        commit(project);

        Result result = second.upgrade(project, "-Dauth=jwt");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("Merged, with conflicts in", "  README.md").doesNotContain("pom.xml");
        assertThat(project.resolve("README.md")).content()
                .containsPattern("<<<<<<< HEAD\nOurs.\n=======\nNew in version 2.\n>>>>>>> .*websocket-cdk 2-");
        assertThat(lines(project, "+")).contains("auth=jwt");
        assertThat(project.resolve("functions/src/main/java/com/example/functions/JwtAuthorizer.java")).exists();
    }

    @Test
    void aFolderThatWasNotGeneratedIsRefused() throws Exception {
        Path folder = Trees.empty("upgrade-nothing");

        assertRefused(second.upgrade(folder), folder + " has no file .websocket-cdk.properties: run ");
    }

    @Test
    void aTreeThatIsNotCommittedAndAVersionThatIsUnknownAreRefused() throws Exception {
        Path project = clone("upgrade-refused");
        edit(project.resolve(".websocket-cdk.properties"),
                text -> text.replaceFirst("archetypeVersion=.*", "archetypeVersion=0.unknown"));

        assertRefused(second.upgrade(project), "There are changes that are not committed.");

        commit(project);
        assertRefused(second.upgrade(project), "Maven cannot generate the project with version 0.unknown.");
        assertThat(Command.git(project, "status", "--porcelain").succeeded().output()).isEmpty();
    }

    private static void assertRefused(Result result, String message) {
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).containsOnlyOnce(message);
    }

    private static Path clone(String name) throws Exception {
        Path parent = Trees.empty(name);
        Command.git(parent, "clone", "--quiet", GeneratedProject.DEFAULTS.directory().toString(), "chat").succeeded();
        return parent.resolve("chat");
    }

    private static void commit(Path project) throws Exception {
        Command.git(project, "add", "--all").succeeded();
        Command.git(project, "-c", "user.name=test", "-c", "user.email=test@localhost",
                "commit", "--quiet", "--message", "Ours").succeeded();
    }

    /** The lines that an upgrade added or removed. */
    private static List<String> lines(Path project, String sign) throws Exception {
        return Command.git(project, "diff", "HEAD").succeeded().output().lines()
                .filter(line -> line.startsWith(sign) && !line.startsWith(sign.repeat(3)))
                .map(line -> line.substring(1)).toList();
    }

    /** As a search and replace in all files does, and folders moved by hand. */
    private static void renamePackage(Path project) throws Exception {
        for (String file : Command.git(project, "ls-files", "--cached", "--others").succeeded().output().split("\n")) {
            Path before = project.resolve(file);
            if (Files.exists(before)) {
                Path after = project.resolve(file.replace("java/com/example/", "java/org/acme/"));
                Files.createDirectories(after.getParent());
                Files.move(before, after);
                edit(after, text -> text.replace("com.example", "org.acme"));
            }
        }
    }

    private static void edit(Path file, UnaryOperator<String> edit) throws IOException {
        Files.writeString(file, edit.apply(Files.readString(file)));
    }
}
