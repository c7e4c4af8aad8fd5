package io.github.websocketcdk.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A cloud assembly, as CDK writes it. */
public final class CloudAssembly {
    private static final String STACK = """
            "%1$s":{"type":"aws:cloudformation:stack","environment":"aws://unknown-account/eu-west-1",
              "properties":{"templateFile":"%1$s.json"},"displayName":"%1$s"}""";

    private CloudAssembly() {
    }

    /** Writes one with a stack, and returns its directory. */
    public static Path write(Path directory, String template) throws IOException {
        return write(directory, Map.of("app", template));
    }

    /** Writes one with the templates of several stacks, by name. */
    public static Path write(Path directory, Map<String, String> templates) throws IOException {
        for (Map.Entry<String, String> template : templates.entrySet()) {
            Files.writeString(directory.resolve(template.getKey() + ".json"), template.getValue());
        }
        return manifest(directory, templates.keySet().stream().map(STACK::formatted).collect(Collectors.joining(",")));
    }

    /** Writes its manifest. */
    public static Path manifest(Path directory, String artifacts) throws IOException {
        Files.writeString(directory.resolve("manifest.json"), "{\"artifacts\":{" + artifacts + "}}");
        return directory;
    }
}
