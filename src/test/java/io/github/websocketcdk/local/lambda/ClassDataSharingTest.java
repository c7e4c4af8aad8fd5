package io.github.websocketcdk.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.websocketcdk.local.log.Log;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes share the classes of a jar. */
class ClassDataSharingTest {
    @TempDir
    private Path directory;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** The program in the jar. */
    static final class Hello {
        private Hello() {
        }

        public static void main(String[] args) {
            System.out.println("Hello");
        }
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private Path jar() throws Exception {
        String name = Hello.class.getName().replace('.', '/') + ".class";
        Path jar = directory.resolve("hello.jar");
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(Hello.class.getResourceAsStream("/" + name).readAllBytes());
        }
        return jar;
    }

    /** Runs the program; returns where its class came from. */
    private String source(Path jar, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-Xlog:class+load", "-XX:+UseSerialGC", "-cp", jar.toString(), Hello.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().filter(line -> line.contains(Hello.class.getName() + " source:")).findFirst().orElse("");
    }

    @Test
    void whatTheFirstProcessLoadsIsSharedByTheNextOnesUntilTheJarChanges() throws Exception {
        Path jar = jar();
        Path archives = directory.resolve("archives");
        try (ClassDataSharing sharing = new ClassDataSharing(timer, new Log())) {
            assertThat(source(jar, sharing.options(archives, List.of(jar)))).contains("hello.jar");
            sharing.answered("Hello", List.of(jar));
            await().atMost(Duration.ofMinutes(2)).until(() -> {
                try (Stream<Path> files = Files.list(archives)) {
                    return files.anyMatch(file -> file.toString().endsWith(".jsa"));
                }
            });
        }
        try (ClassDataSharing next = new ClassDataSharing(timer, new Log())) {
            assertThat(source(jar, next.options(archives, List.of(jar)))).contains("shared objects file");

            Files.setLastModifiedTime(jar(), FileTime.fromMillis(0));
            assertThat(source(jar, next.options(archives, List.of(jar)))).contains("hello.jar");
        }
    }
}
