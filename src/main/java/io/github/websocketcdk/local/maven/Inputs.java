package io.github.websocketcdk.local.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** What something is made from, each by a name: made again only when one has changed. */
final class Inputs {
    private static final int BUFFER_BYTES = 1 << 16;
    /** Of jars, which are large and many: by path, size and time, within this process. */
    private static final Map<String, String> JARS = new ConcurrentHashMap<>();

    private final SortedMap<String, String> contents = new TreeMap<>();

    Inputs add(String name, String value) {
        contents.put(name, value);
        return this;
    }

    /** The content of a file, or of all files of a folder. */
    Inputs add(String name, Path path) throws IOException {
        return add(name, path, file -> true);
    }

    /**
     * The content of a file, or of files of a folder.
     *
     * @param accepted which of its files and folders
     */
    Inputs add(String name, Path path, Predicate<Path> accepted) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.filter(accepted).toList()) {
                    add(name + "/" + child.getFileName(), child, accepted);
                }
            }
        } else if (Files.exists(path)) {
            contents.put(name, content(path));
        }
        return this;
    }

    /** Without some files and folders. */
    Inputs without(Collection<String> names) {
        Inputs others = new Inputs();
        contents.forEach((name, content) -> {
            if (names.stream().noneMatch(without -> name.equals(without) || name.startsWith(without + "/"))) {
                others.add(name, content);
            }
        });
        return others;
    }

    /** Another one for every other content, fit for a file's name. */
    String key() {
        MessageDigest digest = sha256();
        contents.forEach((name, value) -> digest.update((name + "\n" + value + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static String content(Path file) throws IOException {
        if (!file.toString().endsWith(".jar")) {
            return checksums(file);
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String jar = file + " " + attributes.size() + " " + attributes.lastModifiedTime();
        String known = JARS.get(jar);
        if (known == null) {
            known = checksums(file);
            JARS.put(jar, known);
        }
        return known;
    }

    /** Checksums, which the JDK computes fast from the first byte on. */
    private static String checksums(Path file) throws IOException {
        Checksum one = new CRC32();
        Checksum other = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (InputStream input = Files.newInputStream(file)) {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                one.update(buffer, 0, read);
                other.update(buffer, 0, read);
                size += read;
            }
        }
        return size + " " + one.getValue() + " " + other.getValue();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
