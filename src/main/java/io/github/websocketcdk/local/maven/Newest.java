package io.github.websocketcdk.local.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Keeps caches small. */
final class Newest {
    private Newest() {
    }

    /** Deletes all but the newest of some files or folders in a folder. */
    static void keep(int count, Path folder, Predicate<Path> which) throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.filter(which)
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed())
                    .skip(count).toList();
        }
        for (Path one : old) {
            try (Stream<Path> files = Files.walk(one)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
