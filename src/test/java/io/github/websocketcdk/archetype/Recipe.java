package io.github.websocketcdk.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A section of the README of a generated project, whose code is put where the section says. */
final class Recipe {
    private static final Pattern CODE = Pattern.compile("(?m)(?:^ {4}.*\n(?:\n(?= {4}))?)+");

    private final Path project;
    private final List<String> code;

    private Recipe(Path project, String title) throws IOException {
        this.project = project;
        String readme = Files.readString(project.resolve("README.md"));
        String section = readme.split(title + "\n-+\n", 2)[1].split("\n[^\n]+\n-----", 2)[0];
        code = CODE.matcher(section).results().map(match -> match.group().stripTrailing().stripIndent() + "\n")
                .toList();
    }

    /** Adds the route that is the README's example, with its tests. */
    static void addTheRoute(Path project) throws IOException {
        Recipe recipe = new Recipe(project, "Adding a route");
        Files.writeString(recipe.file("DisconnectHandler.java").resolveSibling("PingHandler.java"), recipe.code.get(0));
        recipe.insert("WebSocketStack.java", "\n/** The WebSocket API", recipe.code(1, 0));
        recipe.insert("WebSocketStack.java", stack -> stack.indexOf("\n", stack.indexOf("addRoute(\"sendmessage\"")),
                "\n" + recipe.code(2, 8).stripTrailing());
        recipe.insert("WebSocketStackTest.java", "\"$connect, ConnectHandler\"",
                recipe.code.get(3).strip() + "\n            ");
        recipe.insert("ChatTests.java", "}\n", "\n" + recipe.code(4, 4));
    }

    /** Adds the rule that is the README's example of sending from a backend. */
    static void addTheRule(Path project) throws IOException {
        Recipe recipe = new Recipe(project, "Sending from a backend");
        recipe.insert("WebSocketStack.java", "\n/** The WebSocket API", recipe.code(3, 0));
        recipe.insert("WebSocketStack.java", stack -> stack.indexOf("\n    }\n", stack.indexOf("WebSocketStack(")),
                "\n" + recipe.code(4, 8).stripTrailing());
    }

    private String code(int index, int indentation) {
        return code.get(index).replaceAll("(?m)^(?=.)", " ".repeat(indentation));
    }

    private void insert(String fileName, String beforeTheLast, String addition) throws IOException {
        insert(fileName, text -> text.lastIndexOf(beforeTheLast), addition);
    }

    private void insert(String fileName, ToIntFunction<String> place, String addition) throws IOException {
        Path file = file(fileName);
        String before = Files.readString(file);
        int index = place.applyAsInt(before);
        Files.writeString(file, before.substring(0, index) + addition + before.substring(index));
    }

    private Path file(String name) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            return files.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        }
    }
}
