package io.github.websocketcdk.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Assets as Lambda unpacks them: classes and files, and jars in the folder {@code lib}. */
public final class UnpackedCode implements Code.Provider {
    private final Path directory;
    private final Map<Path, Code> unpacked = new HashMap<>();

    /** Unpacks into a directory. */
    public UnpackedCode(Path directory) {
        this.directory = directory;
    }

    @Override
    public synchronized Code code(Path asset) throws IOException {
        Code code = unpacked.get(asset);
        if (code == null) {
            code = Files.isDirectory(asset) ? folder(asset) : jar(asset, directory.resolve("task-" + unpacked.size()));
            unpacked.put(asset, code);
        }
        return code;
    }

    private static Code folder(Path asset) throws IOException {
        List<Path> classpath = new ArrayList<>(List.of(asset));
        Path lib = asset.resolve("lib");
        if (Files.isDirectory(lib)) {
            try (Stream<Path> jars = Files.list(lib)) {
                jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(classpath::add);
            }
        }
        return new Code(asset, classpath, List.of(), null);
    }

    /** Classes are found in the jar as well, and sooner. */
    private static Code jar(Path asset, Path taskRoot) throws IOException {
        Files.createDirectories(taskRoot);
        try (ZipFile zip = new ZipFile(asset.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                Path file = taskRoot.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && !entry.getName().endsWith(".class") && file.startsWith(taskRoot)) {
                    Files.createDirectories(file.getParent());
                    try (InputStream content = zip.getInputStream(entry)) {
                        Files.copy(content, file);
                    }
                }
            }
        }
        return new Code(taskRoot, List.of(asset), List.of(), null);
    }
}
