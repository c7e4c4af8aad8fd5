package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;

/**
 * A resource of a stack.
 *
 * @param id its logical id; where stacks have the same one, all but the first have their stack's name before it
 * @param properties as in the template
 * @param assetPath where the CDK says that its file is, from the directory on; null if it does not
 * @param intrinsics of its stack
 */
record Resource(String id, String logicalId, String type, JsonObject properties, String assetPath, Path directory,
                Intrinsics intrinsics) {
    /** Its id without the hash that the CDK appends. */
    String name() {
        return id.replaceFirst("[0-9A-F]{8}$", "");
    }

    /** Its id and type: {@code Letters (AWS::SQS::Queue)}. */
    String description() {
        return id + " (" + type + ")";
    }

    /** A property's value; null in JSON if it has none. */
    JsonElement value(String property) {
        return properties.has(property)
                ? intrinsics.evaluate(properties.get(property), name() + "." + property) : JsonNull.INSTANCE;
    }

    /** A property's value as text, or the default if it has none. */
    String text(String property, String defaultValue) {
        JsonElement value = value(property);
        return value.isJsonPrimitive() ? value.getAsString() : defaultValue;
    }

    /** A property's value as a number, or the default if it has none, or one that is not known here. */
    long number(String property, long defaultValue) {
        String text = text(property, "");
        return text.matches("[0-9]+") ? Long.parseLong(text) : defaultValue;
    }

    /** What {@code Fn::GetAtt} gives. */
    String attribute(String name) {
        JsonArray arguments = new JsonArray();
        arguments.add(logicalId);
        arguments.add(name);
        JsonObject function = new JsonObject();
        function.add("Fn::GetAtt", arguments);
        return intrinsics.text(function, name());
    }

    /** A property that is an object, evaluated; empty if it has none. */
    JsonObject object(String property) {
        return object(property, name() + "." + property);
    }

    /** The same, where its members stand at another place for who reads it. */
    JsonObject object(String property, String place) {
        JsonElement value = properties.has(property) ? intrinsics.evaluate(properties.get(property), place)
                : JsonNull.INSTANCE;
        return value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
    }
}
