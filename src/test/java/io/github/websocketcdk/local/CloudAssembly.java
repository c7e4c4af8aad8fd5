package io.github.websocketcdk.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cloud assembly with one template, as CDK writes it. */
public final class CloudAssembly {

    private static final String MANIFEST = """
            {"artifacts":{"app":{"type":"aws:cloudformation:stack","environment":"aws://unknown-account/eu-west-1",
              "properties":{"templateFile":"app.json"}}}}""";

    private CloudAssembly() {
    }

    /** Writes it, and returns its directory. */
    public static Path write(Path directory, String template) throws IOException {
        Files.writeString(directory.resolve("manifest.json"), MANIFEST);
        Files.writeString(directory.resolve("app.json"), template);
        return directory;
    }
}
