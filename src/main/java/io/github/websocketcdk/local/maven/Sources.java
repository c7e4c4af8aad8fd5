package io.github.websocketcdk.local.maven;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** What the modules are built from: poms, sources and resources, as they were at one moment. */
record Sources(Map<Path, String> files) {
    /** As they are now. */
    static Sources of(List<MavenProject> modules) {
        Map<Path, String> files = new TreeMap<>();
        modules.stream().flatMap(module -> roots(module).stream()).forEach(root -> add(root, files));
        return new Sources(files);
    }

    /** The files that are new, gone or different. */
    Set<Path> changedFrom(Sources before) {
        Set<Path> changed = new TreeSet<>(files.keySet());
        changed.addAll(before.files.keySet());
        changed.removeIf(file -> Objects.equals(files.get(file), before.files.get(file)));
        return changed;
    }

    private static List<Path> roots(MavenProject module) {
        List<Path> roots = new ArrayList<>(List.of(module.getFile().toPath()));
        Path target = Path.of(module.getBuild().getDirectory());
        Stream.concat(module.getCompileSourceRoots().stream(),
                        module.getResources().stream().map(Resource::getDirectory))
                .map(Path::of)
                // What annotation processors write there follows from the rest.
                .filter(root -> !root.startsWith(target))
                .forEach(roots::add);
        return roots;
    }

    private static void add(Path root, Map<Path, String> files) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.toList()) {
                File file = path.toFile();
                if (file.isFile()) {
                    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                    files.put(path, attributes.lastModifiedTime() + " " + attributes.size());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that is being replaced: the next look finds what became of it.
            files.put(root, e.toString());
        }
    }
}
