package io.github.websocketcdk.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.websocketcdk.local.Options;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@code RouteSelectionExpression} makes of a message. */
class RouteSelectionTest {
    private static final String MESSAGE = """
            {"service":"chat","action":"join","data":{"room":"room1234","ids":[7,8],"my-name":"x"},"none":null}""";

    @ParameterizedTest
    @CsvSource({
        // The table of the developer guide.
        "$request.body.action, join",
        "${request.body.action}, join",
        "${request.body.service}/${request.body.action}, chat/join",
        "${request.body.action}-${request.body.invalidPath}, join-",
        "action, action",
        "\\$default, $default",
        // Any JSON path after request.body; the result is made a text.
        "$request.body.data.room, room1234",
        "${request.body.data.ids[1]}, 8",
        "$request.body.data.ids, '[7, 8]'",
        "${request.body['data']['my-name']}, x",
        "$request.body.data.my-name, x",
        "${request.body..room}, [room1234]",
        "${request.body.none}, ''",
        "$request.body.service$request.body.action, chatjoin",
        "a \\$ ${request.body.action}, a $ join"})
    void anExpressionIsEvaluated(String expression, String key) {
        assertThat(new RouteSelection(expression).evaluate(MESSAGE)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{\"action\":\"join\"} x", "", " ", "{action:'join'}"})
    void whatIsNoJsonSelectsNothing(String message) {
        assertThat(new RouteSelection("$request.body.action").evaluate(message)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"join\"", "[1]", "true"})
    void whatIsNoObjectHasNoPath(String message) {
        assertThat(new RouteSelection("$request.body.action").evaluate(message)).contains("");
    }

    @ParameterizedTest
    @CsvSource({"$default, $default", "$request.header.x, $request.header.x", "'', ''", "$request.body, $request.body",
        "a-${context.routeKey}, ${context.routeKey}", "${request.body.action, ${request.body.action",
        "\\d, \\d", "${request.body.a[x]}, ${request.body.a[x]}"})
    void whatIsNotEvaluatedIsRefusedByName(String expression, String part) {
        assertThatIllegalStateException().isThrownBy(() -> new RouteSelection(expression))
                .withMessageStartingWith("The API's RouteSelectionExpression '" + expression + "' has '" + part
                        + "', which is not evaluated here. Allowed are ");
    }

    @Test
    void anApiWithAnotherExpressionDoesNotStart(@TempDir Path directory) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ScriptedApi.start(directory, Options.DEFAULT, "$request.header.action"))
                .withMessageContaining("'$request.header.action'");
    }
}
