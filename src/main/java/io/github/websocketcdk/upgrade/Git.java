package io.github.websocketcdk.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** git in a directory, with what is added to the environment. */
record Git(Path directory, Map<String, String> environment) {
    /** A new file goes where the owner has moved its folder; names are printed as they are. */
    private static final List<String> COMMAND =
            List.of("git", "-c", "merge.directoryRenames=true", "-c", "core.quotePath=false");

    /** How a command ended, what it printed, and what it printed of errors. */
    record Result(int exitCode, String output, String errors) {
    }

    /** @throws IOException if git is missing, or the command fails: the message has what git said */
    String run(String... arguments) throws IOException {
        Result result = attempt(arguments);
        if (result.exitCode != 0) {
            throw new IOException("git " + String.join(" ", arguments) + ": " + result.errors);
        }
        return result.output;
    }

    /** @throws IOException if git is missing */
    Result attempt(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(COMMAND);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String output = text(process.getInputStream());
            return new Result(process.waitFor(), output, errors.join());
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted: git " + String.join(" ", arguments), e);
        }
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
