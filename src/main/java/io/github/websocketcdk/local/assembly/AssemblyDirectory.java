package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cloud assembly as the CDK writes it, {@code cdk.out}: its stacks, those of its CDK stages, and their assets. Its
 * files are described by CDK's {@code cloud-assembly-schema}.
 */
final class AssemblyDirectory {
    private static final String UNKNOWN_ACCOUNT = "000000000000";
    private static final String UNKNOWN_REGION = "us-east-1";

    private final List<StackArtifact> stacks = new ArrayList<>();
    private final Assets assets = new Assets();

    private AssemblyDirectory() {
    }

    static AssemblyDirectory read(Path directory) {
        AssemblyDirectory assembly = new AssemblyDirectory();
        assembly.read(directory.toAbsolutePath(), "");
        return assembly;
    }

    /** In the order of the app. */
    List<StackArtifact> stacks() {
        return stacks;
    }

    Assets assets() {
        return assets;
    }

    private void read(Path directory, String cdkStage) {
        JsonObject artifacts = JsonFiles.object(JsonFiles.read(directory.resolve("manifest.json")), "artifacts");
        artifacts.entrySet().forEach(e -> {
            JsonObject artifact = e.getValue().getAsJsonObject();
            JsonObject properties = JsonFiles.object(artifact, "properties");
            switch (artifact.get("type").getAsString()) {
                case "aws:cloudformation:stack" -> stacks.add(stack(e.getKey(), artifact, directory, cdkStage));
                case "cdk:asset-manifest" -> assets.add(directory.resolve(properties.get("file").getAsString()));
                case "cdk:cloud-assembly" -> read(directory.resolve(properties.get("directoryName").getAsString()),
                        JsonFiles.text(properties, "displayName", e.getKey()));
                default -> { }
            }
        });
    }

    private StackArtifact stack(String id, JsonObject artifact, Path directory, String cdkStage) {
        JsonObject properties = artifact.getAsJsonObject("properties");
        String[] environment = artifact.get("environment").getAsString().split("/");
        String account = environment[environment.length - 2];
        String region = environment[environment.length - 1];
        Map<String, String> parameters = new HashMap<>(assets.ofLegacySynthesizer(artifact, directory));
        JsonFiles.object(properties, "parameters").entrySet()
                .forEach(e -> parameters.put(e.getKey(), e.getValue().getAsString()));
        Set<String> dependencies = new HashSet<>();
        if (artifact.has("dependencies")) {
            artifact.getAsJsonArray("dependencies").forEach(dependency -> dependencies.add(dependency.getAsString()));
        }
        return new StackArtifact(id, JsonFiles.text(artifact, "displayName", id), cdkStage,
                JsonFiles.text(properties, "stackName", id),
                account.startsWith("unknown") ? UNKNOWN_ACCOUNT : account,
                region.startsWith("unknown") ? UNKNOWN_REGION : region, directory,
                JsonFiles.read(directory.resolve(properties.get("templateFile").getAsString())), parameters,
                dependencies);
    }
}
