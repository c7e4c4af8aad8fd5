package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The files that a cloud assembly uploads, by their keys in S3. */
final class Assets {
    private final Map<String, Path> files = new HashMap<>();

    /** Reads an asset manifest, {@code chat.assets.json}. */
    void add(Path manifest) {
        JsonFiles.object(JsonFiles.read(manifest), "files").entrySet().forEach(e -> {
            JsonObject file = e.getValue().getAsJsonObject();
            String path = JsonFiles.text(JsonFiles.object(file, "source"), "path", "");
            JsonFiles.object(file, "destinations").entrySet().forEach(destination -> files.put(
                    destination.getValue().getAsJsonObject().get("objectKey").getAsString(),
                    manifest.resolveSibling(path)));
        });
    }

    /**
     * Reads the assets in a stack's metadata, where the key in S3 is the value of a parameter, in two parts with
     * {@code ||} between them.
     *
     * @return the parameters
     */
    Map<String, String> ofLegacySynthesizer(JsonObject artifact, Path directory) {
        Map<String, String> parameters = new HashMap<>();
        JsonObject metadata = artifact.has("additionalMetadataFile")
                ? JsonFiles.read(directory.resolve(artifact.get("additionalMetadataFile").getAsString()))
                : JsonFiles.object(artifact, "metadata");
        for (Map.Entry<String, JsonElement> construct : metadata.entrySet()) {
            for (JsonElement element : construct.getValue().getAsJsonArray()) {
                JsonObject entry = element.getAsJsonObject();
                if (JsonFiles.text(entry, "type", "").equals("aws:cdk:asset")) {
                    JsonObject data = entry.getAsJsonObject("data");
                    String path = data.get("path").getAsString();
                    files.put(path, directory.resolve(path));
                    parameters.put(JsonFiles.text(data, "s3BucketParameter", ""), "assets");
                    parameters.put(JsonFiles.text(data, "s3KeyParameter", ""), path + "||");
                }
            }
        }
        return parameters;
    }

    /**
     * A resource's file: where its metadata says that it is, or what has its key in S3.
     *
     * @param key of S3, or a URL that ends with it
     */
    Optional<Path> file(Resource resource, String key) {
        if (resource.assetPath() != null) {
            return Optional.of(resource.directory().resolve(resource.assetPath()));
        }
        return files.entrySet().stream().filter(file -> ("/" + key).endsWith("/" + file.getKey()))
                .map(Map.Entry::getValue).findFirst();
    }
}
