package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The values of a template's parameters. */
final class Parameters {
    private static final String SSM_PARAMETER = "AWS::SSM::Parameter::Value<";

    private final JsonObject declared;
    private final BiFunction<String, String, JsonElement> given;
    private final NamedValues ssmParameters;
    private final References references;

    /**
     * Parameters of one template.
     *
     * @param given a parameter's value for a place that refers to it; null if none is given
     * @param ssmParameters those of the app
     */
    Parameters(JsonObject declared, BiFunction<String, String, JsonElement> given, NamedValues ssmParameters,
               References references) {
        this.declared = declared;
        this.given = given;
        this.ssmParameters = ssmParameters;
        this.references = references;
    }

    boolean has(String name) {
        return declared.has(name);
    }

    /** What is given, or the default, or a placeholder. */
    JsonElement value(String name, String place) {
        JsonObject declaration = declared.getAsJsonObject(name);
        String type = JsonFiles.text(declaration, "Type", "String");
        JsonElement value = Optional.ofNullable(given.apply(name, place)).orElse(declaration.get("Default"));
        if (value == null) {
            return references.placeholder(name, "the parameter " + name + ", which has no value", place);
        }
        JsonElement found = type.startsWith(SSM_PARAMETER) ? ssmParameter(value.getAsString(), place) : value;
        return type.contains("List") && found.isJsonPrimitive() ? list(found.getAsString()) : found;
    }

    /** The value of a parameter in Parameter Store, if the app has it; else a placeholder. */
    JsonElement ssmParameter(String name, String place) {
        return ssmParameters.find(name, place)
                .orElseGet(() -> references.placeholder("ssm:" + name, "the SSM parameter " + name, place));
    }

    private static JsonArray list(String text) {
        JsonArray list = new JsonArray();
        Stream.of(text.split(",")).map(String::trim).map(JsonPrimitive::new).forEach(list::add);
        return list;
    }
}
