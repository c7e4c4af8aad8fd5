package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.gateway.RawClient.Answer;
import io.github.websocketcdk.local.log.Log;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each error on the gateway's port is JSON, and names its exception. */
class HttpErrorsTest {
    private static final String HOST = "Host: localhost\r\n";

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

    private static void isError(Answer answer, int status, String type) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/json")
                .containsEntry("x-amzn-errortype", type);
        assertThat(answer.json().get("message").getAsString()).isNotEmpty().doesNotContain("<");
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1, '', 400", "GET /dev HTTP/1.1, 'Host: localhost\r\nbad header\r\n', 400",
        "GET /%zz HTTP/1.1, 'Host: localhost\r\n', 400", "GET /dev?q=%zz HTTP/1.1, 'Host: localhost\r\n', 426",
        "nonsense, '', 400", "GET / HTTP/1.1, 'Host: localhost\r\nContent-Length: x\r\n', 400",
        "GET /dev/@connections/%2F HTTP/1.1, 'Host: localhost\r\n', 400"})
    void whatIsNoHttpIsABadRequest(String line, String headers, int status) throws Exception {
        isError(RawClient.request(local, line + "\r\n" + headers + "\r\n"), status, "BadRequestException");
    }

    @Test
    void aQueryThatCannotBeDecodedIsABadRequest() throws Exception {
        isError(RawClient.handshake(local, "/dev?q=%zz", ""), 400, "BadRequestException");
    }

    @Test
    void anUrlThatIsTooLongIsRefused() throws Exception {
        isError(RawClient.handshake(local, "/dev?q=" + "x".repeat(4_096), ""), 414, "BadRequestException");
        isError(RawClient.handshake(local, "/dev?q=" + "x".repeat(20_000), ""), 414, "BadRequestException");
        isError(RawClient.request(local, "GET /dev/" + "x".repeat(300_000) + " HTTP/1.1\r\n" + HOST + "\r\n"), 414,
                "BadRequestException");
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws Exception {
        assertThat(RawClient.handshake(local, "/dev", "X-Large: " + "x".repeat(9_000) + "\r\n").status())
                .isEqualTo(101);
        isError(RawClient.handshake(local, "/dev", "X-Large: " + "x".repeat(20_000) + "\r\n"), 431,
                "BadRequestException");
    }

    @ParameterizedTest
    @CsvSource({"GET /other HTTP/1.1", "DELETE /dev/@connections HTTP/1.1", "PUT /dev/x HTTP/1.1",
        "GET /nothing.js HTTP/1.1", "PUT /dev/@connections/VWi0WdQt0kwCFHg= HTTP/1.1"})
    void whatIsNotThereIsForbidden(String line) throws Exception {
        isError(RawClient.request(local, line + "\r\n" + HOST + "\r\n"), 403, "ForbiddenException");
    }

    @Test
    void aHandlerThatFailsIsAnInternalServerErrorAndInTheLog() throws Exception {
        Log log = new Log();
        try (GatewayServer server = new GatewayServer(0, null, List.of(), log)) {
            server.start(new Handler.Abstract() {
                @Override
                public boolean handle(Request request, Response response, Callback callback) {
                    throw new IllegalStateException("thrown on purpose");
                }
            });
            HttpResponse<String> answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/x")).build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Internal server error\"}");
            assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InternalServerErrorException");
            assertThat(log.lines()).singleElement()
                    .satisfies(line -> assertThat(line.message()).contains("GET /x", "thrown on purpose"));
        }
    }
}
