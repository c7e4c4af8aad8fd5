package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.websocketcdk.local.console.ConsolePage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

                edit(project.resolve("functions/src/main/java/com/example/functions/SendMessageHandler.java"),
                        "event.getBody()", "event.getBody().replace(\"World\", \"Moon\")");
                page.waitForFunctionLog("Reloaded");
                page.send("{\"action\":\"sendmessage\", \"data\":\"Goodbye World\"}");
                page.waitForLog("RECEIVED Goodbye Moon");
                page.switchTo(other);
                page.waitForLog("RECEIVED Goodbye Moon");

                addRoute(project);
                local.awaitUpdate();
                page.send("{\"action\":\"ping\"}");
                page.waitForLog("RECEIVED pong");

                page.vanish();
                page.waitForRows(2);
                page.switchTo(one);
                page.connect(1);
                page.waitForRows(3);
                page.send("{\"action\":\"sendmessage\", \"data\":\"Who is there?\"}");
                page.waitForRows(2);
                page.waitForLog("RECEIVED Who is there?");
                page.saveScreenshot(project.resolveSibling("console.png"));
            }
            started = local.descendants();
            assertThat(started).isNotEmpty();
            local.interrupt();
            assertThat(local.output()).doesNotContain("ERROR");
        }
        assertThat(started).allSatisfy(process -> process.onExit().get(1, TimeUnit.MINUTES));
    }

    /** A handler that an annotation processor completes, in a jar that is on the class path of the compiler only. */
    private static void addRoute(Path project) throws Exception {
        edit(project.resolve("functions/pom.xml"), "  <dependencies>", """
                  <dependencies>
                    <dependency>
                      <groupId>org.projectlombok</groupId>
                      <artifactId>lombok</artifactId>
                      <version>%s</version>
                      <scope>provided</scope>
                    </dependency>""".formatted(System.getProperty("lombok.version")));
        Files.writeString(project.resolve("functions/src/main/java/com/example/functions/PingHandler.java"), """
                package com.example.functions;

                import com.amazonaws.services.lambda.runtime.Context;
                import com.amazonaws.services.lambda.runtime.RequestHandler;
                import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
                import java.util.Map;
                import lombok.Getter;

                @Getter
                public final class PingHandler
                        implements RequestHandler<APIGatewayV2WebSocketEvent, Map<String, Object>> {
                    private final String answer = "pong";

                    @Override
                    public Map<String, Object> handleRequest(APIGatewayV2WebSocketEvent event, Context context) {
                        return Map.of("statusCode", 200, "body", getAnswer());
                    }
                }
                """);
        edit(project.resolve("infrastructure/src/main/java/com/example/infrastructure/WebSocketStack.java"),
                "addRoute(\"sendmessage\", to(sendMessage));", """
                addRoute("sendmessage", to(sendMessage));
                        addRoute("ping", to(function("Ping", com.example.functions.PingHandler.class).build())
                                .returnResponse(true));""");
    }

    @Test
    void whoHasATokenChatsInTheConsoleAndTestsAStage() throws Exception {
        Path project = clone(GeneratedProject.EVERY_PARAMETER, "local-jwt");
        Maven.run(project, "-Plocal", "verify", "-Dtest=JwtLocalTest,LocalTest",
                "-Dsurefire.failIfNoSpecifiedTests=false").succeeded();
        try (LocalRun local = new LocalRun(project, Path.of(System.getProperty("java.home")), List.of())) {
            try (ConsolePage page = new ConsolePage(local.page())) {
                page.connect();
                page.waitForRow("alice");
                page.send();
                page.waitForLog("RECEIVED Hello World");
            }
            HttpResponse<String> token = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(local.page()).resolve("/_local/token"))
                            .POST(HttpRequest.BodyPublishers.ofString("{\"sub\":\"bob\"}")).build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(Maven.run(project, "-Psmoke", "-Dendpoint=" + local.webSocket()).output())
                    .contains("Tests run: ", "BUILD FAILURE");
            assertThat(Maven.run(project, "-Psmoke", "-Dendpoint=" + local.webSocket(), "-Dtoken="
                    + JsonParser.parseString(token.body()).getAsJsonObject().get("token").getAsString())
                    .succeeded().output()).contains("Tests run: ");
        }
    }

    @Test
    void theStartSaysWhatItDoesBeforeItHasDoneItAndTheAddressesLast() throws Exception {
        try (LocalRun local = new LocalRun(clone("local-start"), Path.of(System.getProperty("java.home")), List.of())) {
            local.dynamoDb();

            assertThat(local.output()).containsSubsequence("Building the project...\n", "Built in ",
                    "Synthesizing the stack...\n", "Synthesized in ", "\nAWS does this, and this machine does not",
                    ": DefaultRouteSettings\n", "\nWebSocket ");
        }
    }

    @Test
    void anErrorInAPomIsSaidOnceAndIsGoneWhenTheRootPomIsMended() throws Exception {
        Path project = clone("local-poms");
        edit(project.resolve(".mvn/maven.config"), "-ntp", "-ntp\n-Dstyle.color=always");
        String dependency = """
                    <dependency>
                      <groupId>org.projectlombok</groupId>
                      <artifactId>lombok</artifactId>
                    </dependency>""";
        try (LocalRun local = new LocalRun(project, Path.of(System.getProperty("java.home")), List.of())) {
            local.webSocket();
            edit(project.resolve("functions/pom.xml"), "<dependencies>", "<dependencies>" + dependency);
            local.awaitRefusal();
            assertThat(local.output().lines().filter(line -> line.contains(" local "))).hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains(" local ERROR ").doesNotContain("\u001b", "[ERROR]"))
                    .element(1).asString().contains("'dependencies.dependency.version' for org.projectlombok:lombok");

            edit(project.resolve("pom.xml"), "<dependencies>", "<dependencies>" + dependency.replace("</artifactId>",
                    "</artifactId><version>" + System.getProperty("lombok.version") + "</version>"));
            local.awaitUpdate();
        }
    }

    @ParameterizedTest
    @CsvSource({"., -Dport=65536, port '65536' is not a port",
        "., -Dstage=Prod, stage 'Prod' is not allowed. Allowed: at most 20 lower-case letters",
        "functions, -Dport=0, Start it there: cd "})
    void whatIsWrongIsSaidBeforeAnythingIsBuilt(String folder, String option, String said) throws Exception {
        Result result = Maven.run(GeneratedProject.DEFAULTS.directory().resolve(folder), "-Plocal", option);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains(said).doesNotContain("Building the project");
    }

    private static void edit(Path file, String from, String to) throws Exception {
        String before = Files.readString(file);
        String after = before.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
    }

    private static Path clone(String name) throws Exception {
        return clone(GeneratedProject.DEFAULTS, name);
    }

    private static Path clone(GeneratedProject project, String name) throws Exception {
        Path parent = Trees.empty(name);
        Command.git(parent, "clone", "--quiet", project.directory().toString(), "chat").succeeded();
        return parent.resolve("chat");
    }
}
