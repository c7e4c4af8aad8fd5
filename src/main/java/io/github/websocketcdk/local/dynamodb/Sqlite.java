package io.github.websocketcdk.local.dynamodb;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The native libraries of SQLite for every platform, which DynamoDB Local looks for in a folder. */
final class Sqlite {
    /** sqlite4java's system property. */
    private static final String FOLDER = "sqlite4java.library.path";

    private Sqlite() {
    }

    /** Unpacks them from the jar, unless the folder is set. */
    static synchronized void unpack() throws IOException, URISyntaxException {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        Path folder = Files.createTempDirectory("sqlite");
        URI packed = Sqlite.class.getResource("sqlite").toURI();
        if (packed.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(packed, Map.of())) {
                copy(jar.provider().getPath(packed), folder);
            }
        } else {
            copy(Path.of(packed), folder);
        }
        System.setProperty(FOLDER, folder.toString());
    }

    private static void copy(Path packed, Path folder) throws IOException {
        folder.toFile().deleteOnExit();
        try (Stream<Path> libraries = Files.list(packed)) {
            for (Path library : libraries.toList()) {
                Path copy = folder.resolve(library.getFileName().toString());
                Files.copy(library, copy);
                copy.toFile().deleteOnExit();
            }
        }
    }
}
