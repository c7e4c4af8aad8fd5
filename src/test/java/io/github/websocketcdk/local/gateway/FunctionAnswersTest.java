package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.Client;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.LogLines;
import io.github.websocketcdk.local.gateway.RawClient.Answer;
import io.github.websocketcdk.local.log.Log;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client gets of what a function answers. */
class FunctionAnswersTest {
    private static final String INTERNAL_SERVER_ERROR = "Internal server error";

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

    @ParameterizedTest
    @ValueSource(strings = {"null", "", "\"OK\"", "[]", "5", "{}", "{\"statusCode\":\"abc\"}",
        "{\"statusCode\":200,\"body\":{\"a\":1}}"})
    void aMessagesFunctionThatAnswersInAnotherFormatIsAnErrorOnEveryRoute(String answer) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local);
            for (String message : new String[] {ScriptedApi.oneWay(answer), ScriptedApi.twoWay(answer)}) {
                JsonObject error = client.send(message).receiveJson();

                assertThat(error.get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
                assertThat(error.get("connectionId").getAsString()).hasSize(16).endsWith("=");
                assertThat(error.get("requestId").getAsString()).hasSize(16);
                log.await(Log.LOCAL, "Malformed Lambda proxy response: ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"action\":\"other\"} | selects 'other', which is no route, and there is no",
        "{\"action\":\"$connect\"} | selects '$connect', which is no route", "{} | selects '', which is no route",
        "no json | is no JSON, and there is no $default"})
    void aMessageThatNoFunctionAnswersIsForbiddenAndTheLogSaysWhatItSelects(String message, String logged)
            throws Exception {
        try (LogLines log = new LogLines(local)) {
            JsonObject error = Client.connect(local).send(message).receiveJson();

            assertThat(error.get("message").getAsString()).isEqualTo("Forbidden");
            log.await(Log.LOCAL, logged);
        }
    }

    @Test
    void aBodyInBase64ArrivesDecoded() throws Exception {
        Client client = Client.connect(local)
                .send(ScriptedApi.twoWay("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}"));

        assertThat(client.receive()).isEqualTo("hello");
    }

    @Test
    void aBodyOfNullSendsNothing() throws Exception {
        Client client = Client.connect(local).send(ScriptedApi.twoWay("{\"statusCode\":200,\"body\":null}"))
                .send(ScriptedApi.twoWay("{\"statusCode\":200,\"body\":\"second\"}"));

        assertThat(client.receive()).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"statusCode\":200,\"headers\":null}", "{\"statusCode\":\"204\"}",
        "{\"statusCode\":200,\"headers\":{\"Set-Cookie\":\"a=b\"},\"body\":\"ignored\"}"})
    void aConnectWithoutASubProtocolOpens(String answer) throws Exception {
        Answer opened = RawClient.handshake(local, "/dev" + ScriptedApi.connect(answer), "");

        assertThat(opened.status()).isEqualTo(101);
        assertThat(opened.headers()).doesNotContainKey("sec-websocket-protocol");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"statusCode\":200,\"headers\":[]} | headers: expected an object or null",
        "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":null}} | headers.Sec-WebSocket-Protocol",
        "{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"other\"}} | has not offered: other",
        "{\"statusCode\":200,\"body\":{}} | body: expected a text or null",
        "null | statusCode"})
    void aConnectInAnotherFormatIsABadGateway(String answer, String logged) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Answer refused = RawClient.handshake(local, "/dev" + ScriptedApi.connect(answer),
                    "Sec-WebSocket-Protocol: chat\r\n");

            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.headers()).containsEntry("content-type", "application/json")
                    .containsEntry("x-amzn-errortype", "InternalServerErrorException");
            assertThat(refused.json().get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
            log.await(Log.LOCAL, logged);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"chat\"}}",
        "{\"statusCode\":200,\"multiValueHeaders\":{\"Sec-WebSocket-Protocol\":[\"chat\"]}}"})
    void aSubProtocolThatTheClientHasOfferedIsAgreed(String answer) throws Exception {
        Answer opened = RawClient.handshake(local, "/dev" + ScriptedApi.connect(answer),
                "Sec-WebSocket-Protocol: other, chat\r\n");

        assertThat(opened.status()).isEqualTo(101);
        assertThat(opened.headers()).containsEntry("sec-websocket-protocol", "chat");
    }

    @ParameterizedTest
    @CsvSource({"401, UnauthorizedException", "403, ForbiddenException", "500, InternalServerErrorException",
        "302, BadRequestException"})
    void aConnectRefusesWithItsStatus(int status, String errorType) throws Exception {
        Answer refused =
                RawClient.handshake(local, "/dev" + ScriptedApi.connect("{\"statusCode\":" + status + "}"), "");

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.headers()).containsEntry("x-amzn-errortype", errorType);
        assertThat(refused.json().keySet()).contains("message", "connectionId", "requestId");
    }
}
