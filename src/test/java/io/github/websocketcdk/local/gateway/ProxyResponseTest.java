package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a response of a Lambda proxy integration, and what is not. */
class ProxyResponseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "null | the response: expected an object with a statusCode, found null",
        "'' | the response: expected an object with a statusCode, found nothing",
        "no json | the response: expected JSON, found no json",
        "\"OK\" | the response: expected an object with a statusCode, found \"OK\"",
        "[] | the response: expected an object with a statusCode, found []",
        "5 | the response: expected an object with a statusCode, found 5",
        "{} | statusCode: expected an integer from 200 to 599, found nothing",
        "{\"statusCode\":null} | statusCode: expected an integer from 200 to 599, found null",
        "{\"statusCode\":\"abc\"} | statusCode: expected an integer from 200 to 599, found \"abc\"",
        "{\"statusCode\":99} | statusCode: expected an integer from 200 to 599, found 99",
        "{\"statusCode\":200.5} | statusCode: expected an integer from 200 to 599, found 200.5",
        "{\"statusCode\":200,\"body\":{\"a\":1}} | body: expected a text or null, found {\"a\":1}",
        "{\"statusCode\":200,\"body\":5} | body: expected a text or null, found 5",
        "{\"statusCode\":200,\"headers\":[]} | headers: expected an object or null, found []",
        "{\"statusCode\":200,\"headers\":{\"a\":null}} | headers.a: expected a text, found null",
        "{\"statusCode\":200,\"headers\":{\"a\":[\"b\"]}} | headers.a: expected a text, found [\"b\"]",
        "{\"statusCode\":200,\"multiValueHeaders\":[]} | multiValueHeaders: expected an object or null, found []",
        "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":7}} | multiValueHeaders.a: expected an array, found 7",
        "{\"statusCode\":200,\"isBase64Encoded\":\"yes\"} | isBase64Encoded: expected true or false, found \"yes\"",
        "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"?\"} | body: expected UTF-8 in Base64, as"
                + " isBase64Encoded is true, found \"?\"",
        "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"/w==\"} | body: expected UTF-8 in Base64, as"
                + " isBase64Encoded is true, found \"/w==\""})
    void anotherFormatIsNamed(String response, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyResponse.parse(response))
                .withMessage("Malformed Lambda proxy response: " + reason);
    }

    @Test
    void aBodyHasNoMoreBytesThanAMessage() {
        String body = "ü".repeat(Quotas.MESSAGE_BYTES / 2);

        assertThat(ProxyResponse.parse("{\"statusCode\":200,\"body\":\"" + body + "\"}").body()).isEqualTo(body);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyResponse.parse("{\"statusCode\":200,\"body\":\"x" + body + "\"}"))
                .withMessageContaining("body: expected at most 131072 bytes").withMessageEndingWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"statusCode\":200}", "{\"statusCode\":200,\"headers\":null,\"body\":null}",
        "{\"statusCode\":\"200\",\"multiValueHeaders\":null,\"isBase64Encoded\":null,\"cookies\":[]}"})
    void onlyTheStatusCodeIsRequired(String response) {
        ProxyResponse parsed = ProxyResponse.parse(response);

        assertThat(parsed.statusCode()).isEqualTo(200);
        assertThat(parsed.headers()).isEmpty();
        assertThat(parsed.body()).isNull();
    }

    @Test
    void aBodyInBase64IsDecoded() {
        assertThat(ProxyResponse.parse("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"w7w=\"}").body())
                .isEqualTo("ü");
    }

    @Test
    void headersOfBothKindsAreMerged() {
        ProxyResponse parsed = ProxyResponse.parse("{\"statusCode\":200,\"headers\":{\"A\":\"1\",\"b\":true},"
                + "\"multiValueHeaders\":{\"a\":[\"1\",\"2\"]}}");

        assertThat(parsed.headers()).containsEntry("a", List.of("1", "2")).containsEntry("B", List.of("true"));
        assertThat(parsed.header("a")).isEqualTo("2");
    }
}
