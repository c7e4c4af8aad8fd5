package io.github.websocketcdk.local.gateway;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.github.websocketcdk.local.assembly.Route;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API's {@code RouteSelectionExpression}, which picks a message's route. */
final class RouteSelection {

    private static final Gson JSON = new GsonBuilder().setStrictness(Strictness.STRICT).create();
    private static final Pattern EXPRESSION = Pattern.compile("[$][{]?request[.]body[.]([^{}$]+)}?");

    private final List<String> path;
    private final Map<String, Route> routes;

    RouteSelection(String expression, Map<String, Route> routes) {
        Matcher matcher = EXPRESSION.matcher(expression);
        if (!matcher.matches()) {
            throw new IllegalStateException("The API's RouteSelectionExpression is " + expression
                    + ": local selects routes by $request.body.… only");
        }
        this.path = List.of(matcher.group(1).split("[.]"));
        this.routes = routes;
    }

    /** A message's route: {@code $default} if it names none, null if there is none either. */
    Route route(String message) {
        Route fallback = routes.get("$default");
        try {
            JsonElement value = JSON.fromJson(message, JsonElement.class);
            for (String name : path) {
                value = value != null && value.isJsonObject() ? value.getAsJsonObject().get(name) : null;
            }
            String key = value != null && value.isJsonPrimitive() ? value.getAsString() : "";
            return key.startsWith("$") ? fallback : routes.getOrDefault(key, fallback);
        } catch (JsonParseException e) {
            return fallback;
        }
    }
}
