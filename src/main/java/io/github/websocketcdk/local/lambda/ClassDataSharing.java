package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The JDK's class-data sharing: a process that finds the classes of its jars parsed and linked in an archive starts in
 * half the time. The first processes list the classes that they load; an archive of these is made when a function has
 * answered for the first time, and kept for this JDK and these jars.
 */
final class ClassDataSharing implements AutoCloseable {
    /** After an answer: the developer's next click comes first. */
    private static final long WAIT_SECONDS = 3;
    private static final int KEPT = 3;
    private static final String ARCHIVE = ".jsa";
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    /** An archive that does not fit is left out, and no line says so. */
    private static final List<String> QUIET = Runtime.version().feature() < 24
            ? List.of("-Xlog:cds*=off") : List.of("-Xlog:cds*=off", "-Xlog:aot*=off");

    private final ScheduledExecutorService timer;
    private final Log log;
    private final Map<List<Path>, Recording> recordings = new HashMap<>();
    private Process dump;

    ClassDataSharing(ScheduledExecutorService timer, Log log) {
        this.timer = timer;
        this.log = log;
    }

    /** What the processes with the same jars load. */
    private static final class Recording {
        private final Path directory;
        private final String key;
        private final List<Path> jars;
        private final List<Path> lists = new ArrayList<>();
        private final Set<String> answered = new HashSet<>();
        private ScheduledFuture<?> next;

        Recording(Path directory, String key, List<Path> jars) {
            this.directory = directory;
            this.key = key;
            this.jars = jars;
        }
    }

    /**
     * The options of a process: to use the archive, or to list its classes for one.
     *
     * @param jars what the process's class path begins with
     */
    synchronized List<String> options(Path directory, List<Path> jars) throws IOException {
        Files.createDirectories(directory);
        String key = key(jars);
        Optional<Path> archive = archives(directory).stream()
                .filter(file -> file.getFileName().toString().startsWith(key)).findFirst();
        List<String> options = new ArrayList<>(QUIET);
        if (archive.isPresent()) {
            options.addAll(List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive.get()));
        } else {
            Path list = Files.createTempFile(directory, key, ".classes");
            list.toFile().deleteOnExit();
            recordings.computeIfAbsent(jars, same -> new Recording(directory, key, jars))
                    .lists.add(list);
            options.add("-XX:DumpLoadedClassList=" + list);
        }
        return options;
    }

    /** A function has answered: what it loads to do so is known now. */
    synchronized void answered(String function, List<Path> jars) {
        Recording recording = recordings.get(jars);
        if (recording != null && recording.answered.add(function)) {
            if (recording.next != null) {
                recording.next.cancel(false);
            }
            recording.next = timer.schedule(() -> archive(recording), WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private synchronized void archive(Recording recording) {
        try {
            Path list = Files.createTempFile(recording.directory, recording.key, ".classes");
            Files.write(list, classes(recording));
            Path archive = Files.createTempFile(recording.directory, recording.key, ".tmp");
            dump = new ProcessBuilder(JAVA, "-Xshare:dump", "-XX:SharedClassListFile=" + list,
                    "-XX:SharedArchiveFile=" + archive, "-XX:+UseSerialGC", "-Xlog:disable", "-cp",
                    String.join(File.pathSeparator, recording.jars.stream().map(Path::toString).toList()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            dump.onExit().thenAccept(ended -> archived(ended.exitValue(), list, archive,
                    recording.directory.resolve(recording.key + "-" + recording.answered.size() + ARCHIVE)));
        } catch (IOException e) {
            log.error("Functions start without class-data sharing: " + e.getMessage());
        }
    }

    private synchronized void archived(int exitValue, Path list, Path archive, Path target) {
        try {
            Files.delete(list);
            if (exitValue == 0) {
                Files.move(archive, target);
                for (Path old : archives(target.getParent()).stream().skip(KEPT).toList()) {
                    Files.delete(old);
                }
            } else {
                Files.delete(archive);
            }
        } catch (IOException e) {
            log.error("Functions start without class-data sharing: " + e.getMessage());
        }
    }

    /** Without the last line, which a process may be writing, the numbers of JDK 19 and later, and other loaders'. */
    private static Set<String> classes(Recording recording) throws IOException {
        Set<String> classes = new LinkedHashSet<>();
        for (Path list : recording.lists) {
            String text = Files.readString(list);
            text.substring(0, text.lastIndexOf('\n') + 1).lines()
                    .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
                    .map(line -> line.startsWith("@") ? line : line.replaceFirst(" id: .*", ""))
                    .forEach(classes::add);
        }
        return classes;
    }

    /** The newest first. */
    private static List<Path> archives(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ARCHIVE))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified()).reversed()).toList();
        }
    }

    /** An archive is of one JDK and of these very files. */
    private static String key(List<Path> jars) throws IOException {
        StringBuilder text = new StringBuilder(JAVA).append(System.getProperty("java.vm.version"));
        for (Path jar : jars) {
            text.append('\n').append(jar).append(' ').append(Files.size(jar))
                    .append(' ').append(Files.getLastModifiedTime(jar));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (dump != null) {
            dump.destroyForcibly();
        }
    }
}
