package io.github.websocketcdk.archetype;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Another version of the archetype, in the local repository until it is closed: the one that is tested, edited. */
record OtherVersion(String version) implements AutoCloseable {
    private static final List<String> NAME_THE_VERSION =
            List.of("META-INF/maven/plugin.xml", "archetype-resources/pom.xml");

    /** @param edits of the template's files, by path; of a file that is not there, the text is empty before */
    static OtherVersion install(String version, Map<String, UnaryOperator<String>> edits) throws IOException {
        OtherVersion tested = new OtherVersion(Maven.ARCHETYPE_VERSION);
        OtherVersion other = new OtherVersion(version);
        UnaryOperator<String> renamed = text -> text.replace(tested.version, version);
        if (Files.exists(other.directory())) {
            Trees.delete(other.directory());
        }
        Files.createDirectories(other.directory());
        Files.writeString(other.file("pom"), renamed.apply(Files.readString(tested.file("pom"))));
        try (FileSystem jar = FileSystems.newFileSystem(Files.copy(tested.file("jar"), other.file("jar")))) {
            for (String path : NAME_THE_VERSION) {
                edit(jar.getPath(path), renamed);
            }
            for (Map.Entry<String, UnaryOperator<String>> entry : edits.entrySet()) {
                edit(jar.getPath("archetype-resources", entry.getKey()), entry.getValue());
            }
        }
        return other;
    }

    private static void edit(Path file, UnaryOperator<String> edit) throws IOException {
        Files.writeString(file, edit.apply(Files.exists(file) ? Files.readString(file) : ""));
    }

    private Path directory() {
        return Maven.LOCAL_REPOSITORY.resolve(Maven.ARCHETYPE_GROUP_ID.replace('.', '/'))
                .resolve(Maven.ARCHETYPE_ARTIFACT_ID).resolve(version);
    }

    private Path file(String extension) {
        return directory().resolve(Maven.ARCHETYPE_ARTIFACT_ID + "-" + version + "." + extension);
    }

    /** The result of the goal {@code upgrade} of this version. */
    Result upgrade(Path project, String... arguments) throws Exception {
        String goal = Maven.ARCHETYPE_GROUP_ID + ":" + Maven.ARCHETYPE_ARTIFACT_ID + ":" + version + ":upgrade";
        return Maven.run(project, Stream.concat(Stream.of(goal), Stream.of(arguments)).toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        Trees.delete(directory());
    }
}
