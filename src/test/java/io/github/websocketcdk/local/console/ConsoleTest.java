package io.github.websocketcdk.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.Options;
import io.github.websocketcdk.local.assembly.Synthesis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console answers over HTTP. */
class ConsoleTest {
    @TempDir
    private static Path directory;
    private static Path assembly;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        assembly = Synthesis.synthesize(ChatApp::create, null, directory);
        local = LocalGateway.startAssembly(assembly, Options.DEFAULT);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static HttpResponse<String> send(String path, HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.uri(URI.create(local.page() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(path, HttpRequest.newBuilder());
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(path, HttpRequest.newBuilder().header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The lines of the event stream, from the first to the first that is looked for. */
    private static List<String> events(String headers, Predicate<String> last) throws IOException {
        return events(local, headers, last);
    }

    private static List<String> events(LocalGateway of, String headers, Predicate<String> last) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", of.page().getPort())) {
            socket.setSoTimeout(60_000);
            request(socket, headers);
            return read(socket, last);
        }
    }

    private static void request(Socket socket, String headers) throws IOException {
        socket.getOutputStream().write(("GET /_local/events HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> read(Socket socket, Predicate<String> last) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        do {
            lines.add(reader.readLine());
            // What is looked for comes before the server has nothing to say.
            assertThat(lines.get(lines.size() - 1)).isNotNull().isNotEqualTo(": ping");
        } while (!last.test(lines.get(lines.size() - 1)));
        return lines;
    }

    @ParameterizedTest
    @CsvSource({"/, text/html", "/app.js, text/javascript", "/style.css, text/css", "/favicon.svg, image/svg+xml"})
    void aFileOfThePageHasItsTypeAndIsNotKeptNorFramed(String path, String type) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(response.headers().map()).containsEntry("Cache-Control", List.of("no-store"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"));
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing.js", "/../Console.class", "/%2e%2e/Console.class", "/_local/nothing"})
    void nothingElseIsThere(String path) throws Exception {
        assertThat(get(path).statusCode()).isBetween(400, 403);
    }

    @Test
    void thePageIsToldItsDeploymentTablesAndLog() throws Exception {
        local.log().info("to be told");

        List<String> events = events("", line -> line.contains("to be told"));

        assertThat(events).anyMatch(line -> line.startsWith("data: {\"instance\":")
                        && line.contains("\"name\":\"dev-chat\"") && line.contains("\"authorized\":false"))
                .anyMatch(line -> line.startsWith("data: [{\"name\":\"Connections\",\"keys\":[{\"name\":\"id\","
                        + "\"type\":\"S\"}],\"indexes\":[],\"count\":")
                        && line.contains("\"indexes\":[{\"name\":\"byAuthor\",\"keys\":[{\"name\":\"author\""));
    }

    @Test
    void aTableThatAFunctionHasDeletedIsNotShown() throws Exception {
        try (LocalGateway other = LocalGateway.startAssembly(assembly, Options.DEFAULT)) {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(other.dynamoDbEndpoint())
                    .header("X-Amz-Target", "DynamoDB_20120810.DeleteTable")
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/"
                            + "aws4_request, SignedHeaders=host, Signature=test")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"TableName\":\"Notes\"}"))
                    .build(), HttpResponse.BodyHandlers.discarding());

            assertThat(events(other, "", line -> line.startsWith("data: ["))).last().asString()
                    .contains("\"name\":\"Connections\"").doesNotContain("\"name\":\"Notes\"");
        }
    }

    @Test
    void aPageThatComesBackGetsTheLinesAfterItsLast() throws Exception {
        local.log().info("seen before");
        List<String> before = events("", line -> line.contains("seen before"));
        String lastId = before.get(before.size() - 2);
        assertThat(lastId).startsWith("id: ");

        local.log().info("not seen yet");
        List<String> after = events("Last-Event-ID: " + lastId.substring("id: ".length()) + "\r\n",
                line -> line.contains("not seen yet"));

        assertThat(after).noneMatch(line -> line.contains("seen before"));
    }

    @Test
    void anIdOfAnotherStartGetsAllLines() throws Exception {
        local.log().info("a line of this start");

        assertThat(events("Last-Event-ID: 3141dd87-246a-4df9-a23c-1a93be89f9ad:999999\r\n",
                line -> line.contains("a line of this start"))).isNotEmpty();
    }

    @Test
    void noLinesAreKeptForAPageThatDoesNotRead() throws Exception {
        int lines = 5_000;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", local.page().getPort()));
            socket.setSoTimeout(60_000);
            request(socket, "");
            for (int line = 1; line <= lines; line++) {
                local.log().info("x".repeat(1_000) + " unread line " + line + " of it");
            }

            List<String> read = read(socket, line -> line.contains("unread line " + lines + " of it"));

            assertThat(read.stream().filter(line -> line.contains("unread line")).count()).isLessThan(lines / 2);
        }
    }

    @Test
    void onlyJsonIsTakenWhichAPageFromElsewhereCannotPost() throws Exception {
        String item = "{\"TableName\":\"Connections\",\"Item\":{\"id\":{\"S\":\"foreign\"}}}";
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"}) {
            HttpResponse<String> response = post("/_local/dynamodb/PutItem", type, item);
            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(response.body()).contains("Content-Type must be application/json");
        }
        assertThat(post("/_local/dynamodb/GetItem", "application/json",
                "{\"TableName\":\"Connections\",\"Key\":{\"id\":{\"S\":\"foreign\"}}}").body()).isEqualTo("{}");
        HttpResponse<String> asked = send("/_local/dynamodb/PutItem", HttpRequest.newBuilder()
                .header("Origin", "https://example.com").header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DeleteTable", "CreateTable", "ExecuteStatement", "Scan/x"})
    void noOtherOperationOfDynamoDbIsPassedOn(String operation) throws Exception {
        assertThat(post("/_local/dynamodb/" + operation, "application/json", "{\"TableName\":\"Notes\"}").statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatDynamoDbRefusesIsPassedOn() throws Exception {
        HttpResponse<String> response = post("/_local/dynamodb/Scan", "application/json", "{\"TableName\":\"None\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("#ResourceNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"localClient\":\"unknown\"}", "{}", "[]", "no json", ""})
    void whoIsNotThereCannotVanish(String body) throws Exception {
        assertThat(post("/_local/vanish", "application/json", body).statusCode()).isEqualTo(404);
    }

    @Test
    void aConnectionIsFoundByThePagesNameForIt() throws Exception {
        assertThat(get("/_local/connection?local-client=unknown").statusCode()).isEqualTo(404);
        assertThat(get("/_local/connection").statusCode()).isEqualTo(404);
    }
}
