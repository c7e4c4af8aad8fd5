package io.github.websocketcdk.local.authorizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * What an authorizer answers: {@code {"principalId":"alice","policyDocument":{…},"context":{"admin":true}}}. The
 * developer guide, "apigateway-lambda-authorizer-output", has the rules.
 *
 * @param context strings, numbers and booleans
 */
record AuthorizerResponse(String principalId, Policy policy, JsonObject context) {
    private static final int POLICY_BYTES = 8 * 1024;

    /**
     * Reads a function's answer.
     *
     * @throws InvalidResponseException if it is none of an authorizer
     */
    static AuthorizerResponse of(String answer) {
        JsonElement json = JsonParser.parseString(answer);
        if (!(json instanceof JsonObject response)) {
            throw new InvalidResponseException("it is " + json + ", not an object");
        }
        if (!(response.get("principalId") instanceof JsonPrimitive principalId) || !principalId.isString()) {
            throw new InvalidResponseException("principalId is " + response.get("principalId") + ", not a string");
        }
        if (!(response.get("policyDocument") instanceof JsonObject document)) {
            throw new InvalidResponseException("policyDocument is " + response.get("policyDocument")
                    + ", not an object");
        }
        if (document.toString().getBytes(StandardCharsets.UTF_8).length > POLICY_BYTES) {
            throw new InvalidResponseException("policyDocument has more than " + POLICY_BYTES + " bytes");
        }
        return new AuthorizerResponse(principalId.getAsString(), new Policy(document), context(response));
    }

    private static JsonObject context(JsonObject response) {
        JsonElement context = response.get("context");
        if (context == null || context.isJsonNull()) {
            return new JsonObject();
        }
        if (!(context instanceof JsonObject object)) {
            throw new InvalidResponseException("context is " + context + ", not an object");
        }
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            if (!entry.getValue().isJsonPrimitive()) {
                throw new InvalidResponseException("context." + entry.getKey() + " is " + entry.getValue()
                        + ": allowed are strings, numbers and booleans");
            }
        }
        return object;
    }

    /** {@code requestContext.authorizer} of the connection's events; API Gateway makes strings of all values. */
    JsonObject authorizer(Duration integrationLatency) {
        JsonObject authorizer = new JsonObject();
        context.entrySet().forEach(entry -> authorizer.addProperty(entry.getKey(), entry.getValue().getAsString()));
        authorizer.addProperty("principalId", principalId);
        authorizer.addProperty("integrationLatency", integrationLatency.toMillis());
        return authorizer;
    }
}
