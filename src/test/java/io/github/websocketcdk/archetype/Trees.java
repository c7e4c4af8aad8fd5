package io.github.websocketcdk.archetype;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directory trees below {@code target/it}. */
public final class Trees {
    private static final Path ROOT = Path.of("target", "it").toAbsolutePath();

    private Trees() {
    }

    /** An empty directory of that name, whatever an earlier run left there. */
    public static Path empty(String name) throws IOException {
        Path directory = ROOT.resolve(name);
        if (Files.exists(directory)) {
            delete(directory);
        }
        return Files.createDirectories(directory);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                // git's own files are read-only, which Windows does not delete.
                path.toFile().setWritable(true);
                Files.delete(path);
            }
        }
    }

    /** Every file below the directory with its content, by its path with slashes; directories with {@code null}. */
    static Map<String, String> content(Path directory) {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(path -> !path.equals(directory)).forEach(path -> content.put(
                    directory.relativize(path).toString().replace('\\', '/'),
                    Files.isDirectory(path) ? null : read(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content;
    }

    private static String read(Path file) {
        try {
            // Any byte is a character of this set, so that a binary file can be compared too.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
