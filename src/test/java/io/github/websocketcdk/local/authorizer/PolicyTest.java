package io.github.websocketcdk.local.authorizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a policy lets a client connect. */
class PolicyTest {
    private static final String CONNECT = "arn:aws:execute-api:eu-west-1:000000000000:local/dev/$connect";

    private static boolean allows(String statements) {
        return new Policy(JsonParser.parseString("{\"Version\":\"2012-10-17\",\"Statement\":" + statements + "}")
                .getAsJsonObject()).allows(CONNECT);
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":" + action + ",\"Resource\":" + resource + "}";
    }

    private static String allow(String resource) {
        return statement("Allow", "\"execute-api:Invoke\"", "\"" + resource + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {CONNECT, "*", "arn:aws:execute-api:*:*:*/dev/*", "arn:aws:execute-api:*/$connect",
        "arn:aws:execute-api:eu-west-?:000000000000:local/dev/$connect"})
    void aResourceIsThisConnectOrAPatternOfIt(String resource) {
        assertThat(allows(allow(resource))).isTrue();
        assertThat(allows("[" + allow("arn:aws:s3:::x") + "," + allow(resource) + "]")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"arn:aws:execute-api:eu-west-1:000000000000:local/prod/$connect", "",
        "arn:aws:execute-api:eu-west-1:000000000000:local/dev/sendmessage",
        "arn:aws:execute-api:eu-west-1:000000000000:local/dev/$connect/", "arn:aws:execute-api:eu-west-1:.*"})
    void anythingElseDoesNotAllowIt(String resource) {
        assertThat(allows(allow(resource))).isFalse();
    }

    @Test
    void denyWinsWhereverItStands() {
        String deny = statement("Deny", "\"*\"", "\"*/$connect\"");

        assertThat(allows("[" + allow("*") + "," + deny + "]")).isFalse();
        assertThat(allows("[" + deny + "," + allow("*") + "]")).isFalse();
    }

    @Test
    void actionsAndResourcesAreOneOrSeveral() {
        assertThat(allows(statement("Allow", "[\"s3:*\",\"EXECUTE-API:invoke\"]", "[\"x\",\"" + CONNECT + "\"]")))
                .isTrue();
        assertThat(allows(statement("Allow", "\"execute-api:*\"", "\"*\""))).isTrue();
        assertThat(allows(statement("Allow", "\"execute-api:ManageConnections\"", "\"*\""))).isFalse();
        assertThat(allows("[]")).isFalse();
    }

    @Test
    void whatIsNotEvaluatedIsNamed() {
        assertThatThrownBy(() -> allows("{\"Effect\":\"Allow\",\"NotAction\":\"x\",\"Resource\":\"*\"}"))
                .isInstanceOf(InvalidResponseException.class).hasMessageContaining("NotAction");
        assertThatThrownBy(() -> allows("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                + "\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}}"))
                .isInstanceOf(InvalidResponseException.class).hasMessageContaining("Condition");
        assertThatThrownBy(() -> allows(statement("Maybe", "\"*\"", "\"*\"")))
                .isInstanceOf(InvalidResponseException.class).hasMessageContaining("allowed are Allow and Deny");
    }
}
