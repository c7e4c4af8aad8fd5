package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment is replaced by another one while clients are connected. */
class UpdateTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET",
                "RouteSelectionExpression":"$request.body.action"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"StageName":"%s"}},
              "Table":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":"%s",
                "AttributeDefinitions":[{"AttributeName":"%s","AttributeType":"S"}],
                "KeySchema":[{"AttributeName":"%3$s","KeyType":"HASH"}]}}
              %s}}""";
    private static final String FUNCTION = """
            ,"%1$sRoute":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"RouteKey":"%1$s",
              "Target":"integrations/%1$sIntegration","RouteResponseSelectionExpression":"$default"}},
            "%1$sResponse":{"Type":"AWS::ApiGatewayV2::RouteResponse","Properties":{"RouteId":{"Ref":"%1$sRoute"},
              "RouteResponseKey":"$default"}},
            "%1$sIntegration":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"IntegrationType":"AWS_PROXY",
              "IntegrationUri":{"Fn::Sub":"/functions/${%1$s.Arn}/invocations"}}},
            "%1$s":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"%2$s"},"Properties":{
              "Handler":"io.github.websocketcdk.local.UpdateHandlers$%3$s","Runtime":"java17","Timeout":300,
              "Environment":{"Variables":{"COLOR":"%4$s"}}}}
            """;

    @TempDir
    private Path directory;
    private int assemblies;

    /** A function that answers on the route of its name. */
    private static String function(String name, Path code, String handler, String color) {
        return FUNCTION.formatted(name, code, handler, color);
    }

    private static String answer(Path code, String color) {
        return function("answer", code, "Answer", color);
    }

    private Path assemblyOf(String stage, String table, String key, String... functions) throws Exception {
        assemblies++;
        return CloudAssembly.write(Files.createDirectory(directory.resolve("cdk.out." + assemblies)),
                TEMPLATE.formatted(stage, table, key, String.join("", functions)));
    }

    private Path assembly(String... functions) throws Exception {
        return assemblyOf("dev", "notes", "id", functions);
    }

    /** Classes, with a file beside them. */
    private Path code(String text) throws Exception {
        Path code = Files.createTempDirectory(directory, "code");
        for (Map.Entry<String, byte[]> file : classes().entrySet()) {
            Path copy = code.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            Files.write(copy, file.getValue());
        }
        Files.writeString(code.resolve("answer.txt"), text);
        return code;
    }

    private static Map<String, byte[]> classes() throws Exception {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Class<?> type : UpdateHandlers.class.getDeclaredClasses()) {
            String name = type.getName().replace('.', '/') + ".class";
            classes.put(name, type.getResourceAsStream("/" + name).readAllBytes());
        }
        return classes;
    }

    private static LocalGateway start(Path assembly) throws Exception {
        return LocalGateway.startAssembly(assembly, Options.DEFAULT);
    }

    private static String ask(Client client, String action) throws InterruptedException {
        return client.send("{\"action\":\"" + action + "\"}").receive();
    }

    @Test
    void aChangedEnvironmentANewRouteAndANewTableAreServedToWhoIsConnected() throws Exception {
        Path code = code("one");
        try (LocalGateway local = start(assembly(answer(code, "red")))) {
            Client client = Client.connect(local);
            assertThat(ask(client, "answer")).isEqualTo("red one");
            assertThat(ask(client, "more")).contains("Forbidden");

            local.update(assemblyOf("dev", "letters", "id", answer(code, "green"),
                    function("more", code, "Answer", "blue")));

            assertThat(ask(client, "answer")).isEqualTo("green one");
            assertThat(ask(client, "more")).isEqualTo("blue one");
            assertThat(tables(local)).contains("notes", "letters");
        }
    }

    @Test
    void aRouteThatIsGoneIsNotServedAndItsFunctionHasNoProcess() throws Exception {
        Path code = code("one");
        try (LocalGateway local = start(assembly(answer(code, "red"), function("more", code, "Answer", "blue")))) {
            Client client = Client.connect(local);
            assertThat(ask(client, "more")).isEqualTo("blue one");

            local.update(assembly(answer(code, "red")));

            assertThat(ask(client, "more")).contains("Forbidden");
            assertThat(ask(client, "answer")).isEqualTo("red one");
            assertThat(ProcessHandle.current().children().filter(child -> isIn(child, code)).count()).isEqualTo(1);
        }
    }

    private static boolean isIn(ProcessHandle process, Path code) {
        return process.info().commandLine().orElse("").contains(code.toString());
    }

    @Test
    void theOldProcessAnswersUntilTheNewOneAsksForItsFirstInvocation() throws Exception {
        Path slow = code("slow two");
        try (LocalGateway local = start(assembly(answer(code("one"), "red")))) {
            Client client = Client.connect(local);
            assertThat(ask(client, "answer")).isEqualTo("red one");
            Path next = assembly(answer(slow, "red"));

            CompletableFuture<Void> update = CompletableFuture.runAsync(() -> {
                try {
                    local.update(next);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(ask(client, "answer")).isEqualTo("red one");
            assertThat(ask(client, "answer")).isEqualTo("red one");
            assertThat(update).isNotDone();
            Files.createFile(slow.resolve("go"));
            update.get(1, TimeUnit.MINUTES);

            assertThat(ask(client, "answer")).isEqualTo("red slow two");
        }
    }

    @Test
    void codeThatDoesNotStartLeavesTheOldOneRunning() throws Exception {
        try (LocalGateway local = start(assembly(answer(code("one"), "red")))) {
            Client client = Client.connect(local);
            assertThat(ask(client, "answer")).isEqualTo("red one");
            Path broken = assembly(answer(code("broken"), "red"));

            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> local.update(broken))
                    .withMessageContaining("broken on purpose");

            assertThat(ask(client, "answer")).isEqualTo("red one");
            local.update(assembly(answer(code("three"), "red")));
            assertThat(ask(client, "answer")).isEqualTo("red three");
        }
    }

    @Test
    void whatCannotBeReplacedNeedsANewStartAndChangesNothing() throws Exception {
        Path code = code("one");
        try (LocalGateway local = start(assembly(answer(code, "red")))) {
            Path otherStage = assemblyOf("prod", "notes", "id", answer(code, "green"));
            Path otherTable = assemblyOf("dev", "notes", "room", answer(code, "green"));

            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> local.update(otherStage))
                    .withMessage("Start again: the stage has changed");
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> local.update(otherTable))
                    .withMessage("Start again: the table notes has changed");

            assertThat(ask(Client.connect(local), "answer")).isEqualTo("red one");
        }
    }

    @Test
    void aFunctionRunsInTheFolderOfItsUnpackedJar() throws Exception {
        Path jar = directory.resolve("functions.jar");
        Map<String, byte[]> files = classes();
        files.put("answer.txt", "packed".getBytes());
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        try (LocalGateway local = start(assembly(answer(jar, "red"), function("place", jar, "Place", "red")))) {
            Client client = Client.connect(local);

            assertThat(ask(client, "answer")).isEqualTo("red packed");
            assertThat(ask(client, "place")).isEqualTo("true true en_US.UTF-8 false");
        }
    }

    private static String tables(LocalGateway local) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(local.dynamoDbEndpoint().toString()))
                .header("X-Amz-Target", "DynamoDB_20120810.ListTables")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=local")
                .POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
