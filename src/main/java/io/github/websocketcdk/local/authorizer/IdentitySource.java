package io.github.websocketcdk.local.authorizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an authorizer finds who a client is: {@code route.request.header.Authorization},
 * {@code route.request.querystring.token}, {@code stageVariables.x} or {@code context.identity.sourceIp}.
 */
record IdentitySource(String place, String name) {
    private static final Pattern EXPRESSION =
            Pattern.compile("(route[.]request[.]header|route[.]request[.]querystring|stageVariables|context)[.](.+)");

    /**
     * Reads an expression.
     *
     * @throws IllegalStateException if it is of another form
     */
    static IdentitySource of(String authorizer, String expression) {
        Matcher matcher = EXPRESSION.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalStateException(authorizer + ".IdentitySource is " + expression + ": local takes "
                    + "route.request.header.…, route.request.querystring.…, stageVariables.… and context.… only");
        }
        return new IdentitySource(matcher.group(1), matcher.group(2));
    }

    /** Whether an authorizer's event has it, and it is not empty. */
    boolean isIn(JsonObject event) {
        JsonElement value = switch (place) {
            case "route.request.header" -> header(event.getAsJsonObject("headers"));
            case "route.request.querystring" -> event.getAsJsonObject("queryStringParameters").get(name);
            case "stageVariables" -> event.getAsJsonObject(place).get(name);
            default -> context(event.get("requestContext"));
        };
        return value != null && value.isJsonPrimitive() && !value.getAsString().isEmpty();
    }

    /** Whichever way the client writes its name. */
    private JsonElement header(JsonObject headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst().orElse(null);
    }

    private JsonElement context(JsonElement context) {
        JsonElement value = context;
        for (String part : name.split("[.]")) {
            value = value instanceof JsonObject object ? object.get(part) : null;
        }
        return value;
    }
}
