package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.lambda.Code;
import io.github.websocketcdk.local.lambda.UnpackedCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.project.DependencyResolutionException;
import org.apache.maven.project.MavenProject;

/** A module whose jar is functions' code. Its own classes change with each save, the rest of the jar hardly ever. */
final class FunctionModule {
    /** What changes with each save. */
    private static final Set<String> OWN = Set.of("classes", "jar");

    private final Build build;
    /** Kept from one start to the next. */
    private final Path cache;
    private MavenProject module;
    private List<Path> classpath;
    private Inputs packed;
    /** The jar without the module's own classes; null if packing changes these, so that they cannot be exchanged. */
    private Path libraries;
    private Code code;
    private String codeOf;

    FunctionModule(Build build, Path cache) {
        this.build = build;
        this.cache = cache;
    }

    /**
     * Takes the module as it is now.
     *
     * @param built where it was built
     */
    void update(MavenSession built, MavenProject project) throws DependencyResolutionException {
        module = project;
        classpath = build.runtimeClasspath(built, project);
    }

    Path folder() {
        return module.getBasedir().toPath();
    }

    Path classes() {
        return Path.of(module.getBuild().getOutputDirectory());
    }

    Path jar() {
        return Path.of(module.getBuild().getDirectory(), module.getBuild().getFinalName() + ".jar");
    }

    /** Packs the jar, if more than the module's own classes has changed. */
    void packIfLibrariesAreStale() throws Exception {
        if (packed == null || !packed.without(OWN).key().equals(inputs().without(OWN).key())) {
            packIfStale();
        }
    }

    /** Packs the jar, unless it was made from what it would be made from now. */
    void packIfStale() throws Exception {
        Path made = cache.resolve(module.getArtifactId() + ".made");
        packed = inputs();
        if (!Files.exists(made) || !Files.readString(made).equals(packed.key())) {
            build.run("package", List.of(module));
            packed = inputs();
            Files.createDirectories(cache);
            Files.writeString(made, packed.key());
        }
        try (ZipFile jar = new ZipFile(jar().toFile())) {
            Set<String> own = ownFiles();
            libraries = own.stream().allMatch(name -> isAsCompiled(jar, name)) ? libraries(jar, own) : null;
        }
    }

    private Inputs inputs() throws Exception {
        StringWriter pom = new StringWriter();
        new MavenXpp3Writer().write(pom, module.getModel());
        Inputs inputs = new Inputs().add("pom", pom.toString()).add("jar", jar());
        int number = 0;
        for (Path path : classpath) {
            inputs.add(path.equals(classes()) ? "classes" : "class path " + number, path);
            number++;
        }
        return inputs;
    }

    /**
     * The code as the last build has left it: the module's own classes, and the rest of the jar.
     *
     * @param directory for copies of the classes
     */
    Code code(Path directory) throws Exception {
        String now = new Inputs().add("classes", classes()).add("libraries", String.valueOf(libraries)).key();
        if (!now.equals(codeOf)) {
            if (libraries == null) {
                packIfStale();
            }
            Path folder = Files.createTempDirectory(directory, module.getArtifactId());
            if (libraries == null) {
                Path jar = Files.copy(jar(), folder.resolve("functions.jar"));
                code = new UnpackedCode(folder).code(jar);
            } else {
                copy(classes(), folder);
                code = new Code(folder, List.of(libraries), List.of(folder), cache);
            }
            codeOf = now;
        }
        return code;
    }

    /** Kept by its content: the same file as long as no dependency changes. */
    private Path libraries(ZipFile jar, Set<String> own) throws IOException {
        List<? extends ZipEntry> entries = jar.stream()
                .filter(entry -> !entry.isDirectory() && !own.contains(entry.getName())).toList();
        Inputs content = new Inputs();
        entries.forEach(entry -> content.add(entry.getName(), entry.getSize() + " " + entry.getCrc()));
        Path kept = cache.resolve("libraries-" + content.key() + ".jar");
        if (!Files.exists(kept)) {
            Path written = Files.createTempFile(cache, "libraries", ".tmp");
            write(jar, entries, written);
            Files.move(written, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        return kept;
    }

    /** Without what the jar has merged from several. */
    private Set<String> ownFiles() throws IOException {
        try (Stream<Path> files = Files.walk(classes())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes().relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("META-INF/services/"))
                    .collect(Collectors.toSet());
        }
    }

    /** Not so where the shade plugin relocates what a class refers to. */
    private boolean isAsCompiled(ZipFile jar, String name) {
        ZipEntry entry = jar.getEntry(name);
        try {
            CRC32 checksum = new CRC32();
            checksum.update(Files.readAllBytes(classes().resolve(name)));
            return entry != null ? entry.getCrc() == checksum.getValue() : !name.endsWith(".class");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not compressed: written and read sooner. */
    private static void write(ZipFile jar, List<? extends ZipEntry> entries, Path written) throws IOException {
        try (OutputStream file = Files.newOutputStream(written); ZipOutputStream output = new ZipOutputStream(file)) {
            for (ZipEntry entry : entries) {
                ZipEntry stored = new ZipEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(entry.getSize());
                stored.setCrc(entry.getCrc());
                output.putNextEntry(stored);
                try (InputStream content = jar.getInputStream(entry)) {
                    content.transferTo(output);
                }
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
