package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.archetype.Command;
import io.github.websocketcdk.archetype.Trees;
import io.github.websocketcdk.local.LocalGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that nobody here wrote, from handshake to close, in the versions that {@code pom.xml} has. */
class OtherClientsIT {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = ScriptedApi.start(directory);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static Path copy(String walk, String directory) throws Exception {
        Path target = Trees.empty(directory);
        Files.copy(Path.of("src/test/resources/clients", walk), target.resolve(walk));
        return target;
    }

    private static void walk(Path directory, String command, String walk) throws Exception {
        assertThat(Command.run(directory, command, walk, local.endpoint().toString(), local.callbackUrl().toString())
                .succeeded().output()).endsWith("walked" + System.lineSeparator());
    }

    private static List<String> packages(String property) {
        return List.of(System.getProperty(property).split(" "));
    }

    @Test
    void wsAndTheSdkForJavaScriptWalk() throws Exception {
        Path project = copy("walk.mjs", "clients-npm");
        List<String> install = new ArrayList<>(List.of("install", "--no-audit", "--no-fund", "--prefix", "."));
        install.addAll(packages("clients.npm"));
        Command.run(project, WINDOWS ? "npm.cmd" : "npm", install.toArray(String[]::new)).succeeded();

        walk(project, "node", "walk.mjs");
    }

    @Test
    void websocketsAndBoto3Walk() throws Exception {
        Path project = copy("walk.py", "clients-python");
        Command.run(project, WINDOWS ? "python" : "python3", "-m", "venv", "venv").succeeded();
        String python = project.resolve(WINDOWS ? "venv/Scripts/python.exe" : "venv/bin/python").toString();
        List<String> install = new ArrayList<>(List.of("-m", "pip", "install", "--quiet",
                "--retries", "1", "--disable-pip-version-check"));
        install.addAll(packages("clients.pip"));
        Command.run(project, python, install.toArray(String[]::new)).succeeded();

        walk(project, python, "walk.py");
    }
}
