package io.github.websocketcdk.archetype;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code mvn -Plocal} in a generated project, from its start to Ctrl-C. */
final class LocalRun implements AutoCloseable {

    private static final Pattern PAGE = Pattern.compile("http://localhost:\\d+(?=\\s|$)");

    private final Process process;
    private final Thread reader = new Thread(this::read, "mvn -Plocal");
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<String> page = new CompletableFuture<>();

    LocalRun(Path project) throws IOException {
        String maven = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", maven).toString(), "-Plocal", "-Dport=0");
        String localRepository = System.getProperty("maven.repo.local");
        if (localRepository != null) {
            builder.command().add("-Dmaven.repo.local=" + localRepository);
        }
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process = builder.directory(project.toFile()).redirectErrorStream(true).start();
        reader.setDaemon(true);
        reader.start();
    }

    /** The address of the console page, once it is printed. */
    String page() throws Exception {
        return page.get(5, TimeUnit.MINUTES);
    }

    String output() {
        return output.toString();
    }

    /** All processes that it has started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Ctrl-C: a terminal sends it to Maven and all that Maven has started. */
    void interrupt() throws IOException, InterruptedException {
        if (File.separatorChar == '\\') {
            process.destroy();
        } else {
            List<String> kill = new ArrayList<>(List.of("kill", "-INT", String.valueOf(process.pid())));
            descendants().forEach(descendant -> kill.add(String.valueOf(descendant.pid())));
            new ProcessBuilder(kill).inheritIO().start().waitFor();
        }
        process.waitFor();
        reader.join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher matcher = PAGE.matcher(line);
                if (line.contains("Page ") && matcher.find()) {
                    page.complete(matcher.group());
                }
            }
        } catch (IOException e) {
            output.append(e).append('\n');
        }
        page.completeExceptionally(new IllegalStateException("mvn -Plocal has ended:\n" + output));
    }

    @Override
    public void close() {
        List<ProcessHandle> descendants = descendants();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
