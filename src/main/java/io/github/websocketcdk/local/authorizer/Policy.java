package io.github.websocketcdk.local.authorizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** An IAM policy that an authorizer answers with: what it does not allow is denied, and {@code Deny} wins. */
final class Policy {
    private static final String INVOKE = "execute-api:Invoke";
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");

    private final List<JsonElement> statements;

    /** A policy from its document, {@code {"Version":"2012-10-17","Statement":[…]}}. */
    Policy(JsonObject document) {
        if (!document.has("Statement")) {
            throw new InvalidResponseException("policyDocument has no Statement");
        }
        this.statements = list(document.get("Statement"));
    }

    /**
     * Whether it allows to invoke a method.
     *
     * @throws InvalidResponseException if it cannot be evaluated here
     */
    boolean allows(String methodArn) {
        boolean allowed = false;
        for (JsonElement element : statements) {
            JsonObject statement = statement(element);
            if (matches(statement, "Action", INVOKE, Pattern.CASE_INSENSITIVE)
                    && matches(statement, "Resource", methodArn, 0)) {
                if (statement.get("Effect").getAsString().equals("Deny")) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }

    private static JsonObject statement(JsonElement element) {
        if (!(element instanceof JsonObject statement)) {
            throw new InvalidResponseException("a Statement is " + element);
        }
        statement.keySet().stream().filter(name -> !ELEMENTS.contains(name)).findFirst().ifPresent(name -> {
            throw new InvalidResponseException("local does not evaluate " + name + " in a Statement");
        });
        if (statement.get("Condition") instanceof JsonObject condition && !condition.isEmpty()) {
            throw new InvalidResponseException("local does not evaluate the Condition of a Statement");
        }
        if (!List.of("\"Allow\"", "\"Deny\"").contains(String.valueOf(statement.get("Effect")))) {
            throw new InvalidResponseException("Effect is " + statement.get("Effect") + ": allowed are Allow and Deny");
        }
        return statement;
    }

    private static boolean matches(JsonObject statement, String name, String value, int flags) {
        List<JsonElement> patterns = list(statement.get(name));
        if (patterns.isEmpty()) {
            throw new InvalidResponseException("a Statement has no " + name);
        }
        return patterns.stream().anyMatch(pattern -> Pattern.compile(
                "\\Q" + pattern.getAsString().replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E", flags)
                .matcher(value).matches());
    }

    /** One or several. */
    private static List<JsonElement> list(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        return value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    }
}
