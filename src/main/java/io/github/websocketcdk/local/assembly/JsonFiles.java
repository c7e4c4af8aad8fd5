package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the JSON files of a cloud assembly. */
final class JsonFiles {
    private JsonFiles() {
    }

    /** @throws IllegalStateException if there is none, or it is not JSON */
    static JsonObject read(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(file + " is missing: cdk synth writes it, with the cloud assembly", e);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IllegalStateException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A nested object, empty where there is none. */
    static JsonObject object(JsonObject parent, String name) {
        return parent.has(name) ? parent.getAsJsonObject(name) : new JsonObject();
    }

    /** A text, or the default where there is none. */
    static String text(JsonObject parent, String name, String defaultValue) {
        JsonElement value = parent.get(name);
        return value == null || value.isJsonNull() ? defaultValue : value.getAsString();
    }
}
