package io.github.websocketcdk.local.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an authorizer looks for who a client is. */
class IdentitySourceTest {
    private static final JsonObject EVENT = JsonParser.parseString("""
            {"headers":{"authorization":"Bearer x","empty":""},"queryStringParameters":{"token":"x","empty":""},
             "stageVariables":{"tenant":"x"},"requestContext":{"identity":{"sourceIp":"127.0.0.1"}}}""")
            .getAsJsonObject();

    private static boolean isIn(String expression) {
        return IdentitySource.of("Auth", expression).isIn(EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"route.request.header.Authorization", "route.request.querystring.token",
        "stageVariables.tenant", "context.identity.sourceIp"})
    void itIsThere(String expression) {
        assertThat(isIn(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"route.request.header.empty", "route.request.header.token",
        "route.request.querystring.empty", "route.request.querystring.Token", "stageVariables.x",
        "context.identity.userAgent", "context.identity", "context.identity.sourceIp.x"})
    void itIsMissingOrEmpty(String expression) {
        assertThat(isIn(expression)).isFalse();
    }

    @Test
    void anotherFormIsRefusedByName() {
        assertThatThrownBy(() -> isIn("$request.header.Authorization"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Auth.IdentitySource is $request.header.Authorization",
                        "route.request.querystring.");
    }
}
