package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.console.ConsolePage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalIT {

    @Test
    void twoWindowsChatAndAnEditedHandlerRunsAndCtrlCLeavesNoProcessBehind() throws Exception {
        Path project = clone("local");
        List<ProcessHandle> started;
        try (LocalRun local = new LocalRun(project, Path.of(System.getProperty("java.home")), List.of())) {
            try (ConsolePage page = new ConsolePage(local.page())) {
                String one = page.window();
                page.connect();
                page.waitForRows(1);
                String other = page.openWindow();
                page.connect();
                page.waitForRows(2);

                // As somebody does in another terminal: it writes the jars that the running project was started with.
                Maven.run(project, "package", "-DskipTests").succeeded();
                page.send();
                page.waitForLog("SENT");
                page.waitForLog("RECEIVED Hello World");
                page.switchTo(one);
                page.waitForLog("RECEIVED Hello World");

                edit(project.resolve("functions/src/main/java/com/example/functions/SendMessageHandler.java"));
                page.waitForFunctionLog("Reloaded");
                page.send("{\"action\":\"sendmessage\", \"data\":\"Hello again\"}");
                page.waitForLog("RECEIVED HELLO AGAIN");
                page.switchTo(other);
                page.waitForLog("RECEIVED HELLO AGAIN");

                page.vanish();
                page.waitForRows(2);
                page.switchTo(one);
                page.connect(1);
                page.waitForRows(3);
                page.send("{\"action\":\"sendmessage\", \"data\":\"Who is there?\"}");
                page.waitForRows(2);
                page.waitForLog("RECEIVED WHO IS THERE?");
                page.saveScreenshot(project.resolveSibling("console.png"));
            }
            started = local.descendants();
            assertThat(started).isNotEmpty();
            local.interrupt();
            assertThat(local.output()).doesNotContain("ERROR");
        }
        assertThat(started).allSatisfy(process -> process.onExit().get(1, TimeUnit.MINUTES));
    }

    private static void edit(Path handler) throws Exception {
        String before = Files.readString(handler);
        String after = before.replace("message = data(event.getBody());",
                "message = data(event.getBody()).toUpperCase();");
        assertThat(after).isNotEqualTo(before);
        Files.writeString(handler, after);
    }

    private static Path clone(String name) throws Exception {
        Path parent = Trees.empty(name);
        Command.git(parent, "clone", "--quiet", GeneratedProject.DEFAULTS.directory().toString(), "chat").succeeded();
        return parent.resolve("chat");
    }
}
