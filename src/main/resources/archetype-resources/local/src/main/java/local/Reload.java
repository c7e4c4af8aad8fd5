package ${package}.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the functions' sources when one is saved, and lets the functions run the new classes. */
final class Reload implements AutoCloseable {

    /** Polled, because the watch service of macOS looks only every few seconds. */
    private static final long POLL_MILLIS = 200;
    private static final long STOP_MILLIS = 5_000;

    private final Options options;
    private final Path directory;
    private final Collection<Path> classpath;
    private final Collection<LambdaFunction> functions;
    private final Log log;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Thread thread = new Thread(this::run, "reload");
    private Map<Path, String> compiled;
    private int generation;

    /**
     * Watches nothing yet.
     *
     * @param directory where compiled classes go
     * @param classpath the functions' code as built, and what Lambda's runtime brings
     */
    Reload(Options options, Path directory, Collection<Path> classpath, Collection<LambdaFunction> functions, Log log) {
        this.options = options;
        this.directory = directory;
        this.classpath = classpath;
        this.functions = functions;
        this.log = log;
        this.compiled = sources();
    }

    /** Watches in a thread of its own. */
    void start() {
        if (compiler == null) {
            log.error("No Java compiler, so no reload: run Maven with a JDK");
            return;
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for a compilation that is under way. */
    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(STOP_MILLIS);
    }

    private void run() {
        try {
            // A compiler's first run takes seconds: not the developer's.
            compile(directory.resolve("warm-up"), compiled);
            while (true) {
                Map<Path, String> found = sources();
                if (!found.equals(compiled)) {
                    compiled = found;
                    reload(found);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("No reload any longer: " + e.getMessage());
        }
    }

    private void reload(Map<Path, String> sources) throws IOException {
        long started = System.nanoTime();
        generation++;
        Path classes = directory.resolve("reload-" + generation);
        List<String> errors = compile(classes, sources);
        errors.forEach(log::error);
        if (errors.isEmpty()) {
            functions.forEach(function -> function.reload(classes));
            log.info("Reloaded in " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " ms");
        } else {
            log.error("Not reloaded: the functions run as before");
        }
    }

    private List<String> compile(Path classes, Map<Path, String> sources) throws IOException {
        if (sources.isEmpty()) {
            return List.of("No Java files in " + options.sources());
        }
        Files.createDirectories(classes);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            compiler.getTask(null, files, diagnostics, List.of("-d", classes.toString(), "-proc:none", "-g", "-cp",
                    String.join(File.pathSeparator, classpath.stream().map(Path::toString).toList()),
                    "--release", String.valueOf(options.release())), null,
                    files.getJavaFileObjectsFromPaths(sources.keySet())).call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private Map<Path, String> sources() {
        Map<Path, String> sources = new TreeMap<>();
        if (!Files.isDirectory(options.sources())) {
            return sources;
        }
        try (Stream<Path> files = Files.find(options.sources(), Integer.MAX_VALUE,
                (file, attributes) -> attributes.isRegularFile() && file.toString().endsWith(".java"))) {
            for (Path file : files.toList()) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                sources.put(file, attributes.lastModifiedTime() + " " + attributes.size());
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that is being replaced: what was found before counts until the next look.
            return compiled == null ? sources : compiled;
        }
        return sources;
    }
}
