package io.github.websocketcdk.local.maven;

import com.google.gson.Gson;
import io.github.websocketcdk.local.assembly.Synthesis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Synthesizes a CDK app in a process of its own, as the CDK CLI does. */
final class SynthProcess {

    private SynthProcess() {
    }

    /**
     * Writes the app's cloud assembly.
     *
     * @throws IllegalStateException if the app fails; it has said why
     */
    static void run(List<Path> classpath, String mainClass, String stage, Path directory)
            throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), mainClass)
                .inheritIO();
        process.environment().put("CDK_OUTDIR", directory.toString());
        process.environment().put("CDK_CONTEXT_JSON", new Gson().toJson(Synthesis.context(stage)));
        if (process.start().waitFor() != 0) {
            throw new IllegalStateException(mainClass + " failed");
        }
    }
}
