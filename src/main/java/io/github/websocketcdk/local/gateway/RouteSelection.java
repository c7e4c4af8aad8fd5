package io.github.websocketcdk.local.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.ParseContext;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A {@code RouteSelectionExpression}, in the language of the developer guide's "websocket-api-develop-routes":
 * variables {@code $request.body.<JSON path>} or <code>${request.body.&lt;JSON path&gt;}</code> between literals, in
 * which {@code \$} is a dollar sign.
 */
final class RouteSelection {
    private static final Pattern PART = Pattern.compile("\\\\(?<escaped>[$])"
            + "|[$][{]request[.]body(?<wrapped>[.\\[][^{}]*)}"
            + "|[$]request[.]body(?<unwrapped>[.\\[][^\\s{}$\\\\/]*)"
            + "|(?<literal>[^$\\\\]+)");
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ParseContext BODY = JsonPath.using(Configuration.builder()
            .jsonProvider(new JacksonJsonProvider(JSON))
            .mappingProvider(new JacksonMappingProvider(JSON))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build());

    private final List<Function<DocumentContext, String>> parts = new ArrayList<>();

    /**
     * Reads an expression.
     *
     * @throws IllegalStateException if it has something that is not evaluated here
     */
    RouteSelection(String expression) {
        Matcher matcher = PART.matcher(expression);
        while (matcher.lookingAt()) {
            parts.add(part(matcher, expression));
            matcher.region(matcher.end(), expression.length());
        }
        if (parts.isEmpty() || matcher.regionStart() < expression.length()) {
            throw refused(expression, expression.substring(matcher.regionStart()));
        }
    }

    private static Function<DocumentContext, String> part(Matcher matcher, String expression) {
        for (String group : List.of("escaped", "literal")) {
            String text = matcher.group(group);
            if (text != null) {
                return body -> text;
            }
        }
        String path = Optional.ofNullable(matcher.group("wrapped")).orElse(matcher.group("unwrapped"));
        try {
            JsonPath compiled = JsonPath.compile("$" + path);
            return body -> text(body.read(compiled));
        } catch (InvalidPathException e) {
            throw refused(expression, matcher.group());
        }
    }

    /** As AWS writes it: an array of two is {@code [item1, item2]}. */
    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static IllegalStateException refused(String expression, String part) {
        return new IllegalStateException("The API's RouteSelectionExpression '" + expression + "' has '" + part
                + "', which is not evaluated here. Allowed are $request.body.<JSON path>, "
                + "$" + "{request.body.<JSON path>}, literals, and \\$ for a dollar sign");
    }

    /** The key that a message selects; empty if it is no JSON. */
    Optional<String> evaluate(String message) {
        try {
            DocumentContext body = BODY.parse(message);
            return Optional.of(parts.stream().map(part -> part.apply(body)).collect(Collectors.joining()));
        } catch (JsonPathException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
