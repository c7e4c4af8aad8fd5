package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Evaluates CloudFormation's intrinsic functions and conditions. */
final class Intrinsics {
    private static final Pattern VARIABLE = Pattern.compile("[$][{]([^!}][^}]*)}");
    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("[{][{]resolve:([^{}]*)}}");

    private final Scope scope;

    Intrinsics(Scope scope) {
        this.scope = scope;
    }

    /** What a template's functions refer to. The place is where they stand, for who reads of it. */
    interface Scope {
        /** The value of a parameter or pseudo parameter, or what {@code Ref} gives for a resource. */
        JsonElement ref(String name, String place);

        JsonElement attribute(String logicalId, String attribute, String place);

        boolean condition(String name, String place);

        /** A value of the section {@code Mappings}, or null. */
        JsonElement mapping(String map, String topLevelKey, String secondLevelKey);

        JsonElement importValue(String export, String place);

        /** What stands between <code>{{resolve:</code> and <code>}}</code>. */
        String dynamicReference(String reference, String place);

        List<String> availabilityZones(String region);

        /** What stands for something that cannot be known here. */
        JsonElement unknown(String what, String place);
    }

    /** A value without functions and dynamic references; null in JSON where there is no value. */
    JsonElement evaluate(JsonElement value, String place) {
        JsonElement evaluated = reduce(value, place);
        return evaluated.isJsonPrimitive() && evaluated.getAsString().contains("{{resolve:")
                ? new JsonPrimitive(DYNAMIC_REFERENCE.matcher(evaluated.getAsString()).replaceAll(found ->
                        Matcher.quoteReplacement(scope.dynamicReference(found.group(1), place))))
                : evaluated;
    }

    /** A value as text. */
    String text(JsonElement value, String place) {
        return text(evaluate(value, place));
    }

    /** An evaluated value as text. */
    static String text(JsonElement evaluated) {
        return evaluated.isJsonPrimitive() ? evaluated.getAsString()
                : evaluated.isJsonNull() ? "" : evaluated.toString();
    }

    /** Whether a condition's expression holds. */
    boolean holds(JsonElement condition, String place) {
        return text(condition, place).equals("true");
    }

    private JsonElement reduce(JsonElement value, String place) {
        if (value.isJsonArray()) {
            JsonArray array = new JsonArray();
            value.getAsJsonArray().asList().stream().map(element -> evaluate(element, place))
                    .filter(element -> !element.isJsonNull()).forEach(array::add);
            return array;
        }
        if (!value.isJsonObject()) {
            return value;
        }
        JsonObject object = value.getAsJsonObject();
        if (object.size() == 1) {
            String name = object.keySet().iterator().next();
            if (name.startsWith("Fn::") || name.equals("Ref")
                    || name.equals("Condition") && object.get(name).isJsonPrimitive()) {
                return function(name, object.get(name), place);
            }
        }
        JsonObject evaluated = new JsonObject();
        object.entrySet().forEach(e -> {
            JsonElement member = evaluate(e.getValue(), place + "." + e.getKey());
            if (!member.isJsonNull()) {
                evaluated.add(e.getKey(), member);
            }
        });
        return evaluated;
    }

    private JsonElement function(String name, JsonElement argument, String place) {
        try {
            return switch (name) {
                case "Ref" -> scope.ref(argument.getAsString(), place);
                case "Condition" -> new JsonPrimitive(scope.condition(argument.getAsString(), place));
                case "Fn::GetAtt" -> argument.isJsonArray()
                        ? scope.attribute(argument.getAsJsonArray().get(0).getAsString(),
                                text(argument.getAsJsonArray().get(1), place), place)
                        : variable(argument.getAsString(), place);
                case "Fn::Sub" -> new JsonPrimitive(substitute(argument, place));
                case "Fn::ImportValue" -> scope.importValue(text(argument, place), place);
                case "Fn::GetAZs" -> array(scope.availabilityZones(text(argument, place)));
                case "Fn::Base64" -> new JsonPrimitive(Base64.getEncoder()
                        .encodeToString(text(argument, place).getBytes(StandardCharsets.UTF_8)));
                case "Fn::ToJsonString" -> new JsonPrimitive(evaluate(argument, place).toString());
                default -> argument.isJsonArray() ? function(name, argument.getAsJsonArray(), place)
                        : scope.unknown(name, place);
            };
        } catch (ClassCastException | UnsupportedOperationException | IndexOutOfBoundsException
                | NumberFormatException e) {
            throw new IllegalStateException(place + ": not an argument of " + name + ": " + argument, e);
        }
    }

    private JsonElement function(String name, JsonArray arguments, String place) {
        return switch (name) {
            case "Fn::Not" -> new JsonPrimitive(!holds(arguments.get(0), place));
            case "Fn::And" -> new JsonPrimitive(arguments.asList().stream().allMatch(e -> holds(e, place)));
            case "Fn::Or" -> new JsonPrimitive(arguments.asList().stream().anyMatch(e -> holds(e, place)));
            case "Fn::If" -> evaluate(arguments.get(scope.condition(arguments.get(0).getAsString(), place) ? 1 : 2),
                    place);
            case "Fn::Equals" -> new JsonPrimitive(text(arguments.get(0), place)
                    .equals(text(arguments.get(1), place)));
            case "Fn::Join" -> new JsonPrimitive(join(text(arguments.get(0), place),
                    evaluate(arguments.get(1), place)));
            case "Fn::Split" -> split(text(arguments.get(0), place), text(arguments.get(1), place));
            case "Fn::Select" -> select(text(arguments.get(0), place), evaluate(arguments.get(1), place));
            case "Fn::FindInMap" -> findInMap(arguments, place);
            default -> scope.unknown(name, place);
        };
    }

    private static String join(String separator, JsonElement parts) {
        return parts.isJsonArray() ? parts.getAsJsonArray().asList().stream().map(JsonElement::getAsString)
                .collect(Collectors.joining(separator)) : parts.getAsString();
    }

    /** A placeholder has no parts: it stays whole, also in {@code Fn::Select}. */
    private static JsonElement split(String separator, String text) {
        return text.contains(References.PLACEHOLDER) ? new JsonPrimitive(text)
                : array(List.of(text.split(Pattern.quote(separator), -1)));
    }

    private static JsonElement select(String index, JsonElement list) {
        if (index.startsWith(References.PLACEHOLDER)) {
            return new JsonPrimitive(index);
        }
        return list.isJsonArray() ? list.getAsJsonArray().get(Integer.parseInt(index)) : list;
    }

    private JsonElement findInMap(JsonArray arguments, String place) {
        List<String> keys = new ArrayList<>();
        arguments.asList().subList(0, 3).forEach(key -> keys.add(text(key, place)));
        JsonElement found = scope.mapping(keys.get(0), keys.get(1), keys.get(2));
        if (found != null) {
            return found;
        }
        return arguments.size() > 3
                ? evaluate(((JsonObject) arguments.get(3)).get("DefaultValue"), place)
                : scope.unknown(String.join(".", keys), place);
    }

    private String substitute(JsonElement argument, String place) {
        JsonObject variables = argument.isJsonArray() ? (JsonObject) argument.getAsJsonArray().get(1)
                : new JsonObject();
        String text = argument.isJsonArray() ? argument.getAsJsonArray().get(0).getAsString() : argument.getAsString();
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(1).trim();
            JsonElement value = variables.has(name) ? evaluate(variables.get(name), place) : variable(name, place);
            return Matcher.quoteReplacement(text(value));
        }).replace("$" + "{!", "$" + "{");
    }

    private JsonElement variable(String name, String place) {
        int dot = name.indexOf('.');
        return dot < 0 ? scope.ref(name, place)
                : scope.attribute(name.substring(0, dot), name.substring(dot + 1), place);
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
