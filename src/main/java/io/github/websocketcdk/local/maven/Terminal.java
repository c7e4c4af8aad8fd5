package io.github.websocketcdk.local.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What {@code mvn -Plocal} prints beside the log. */
final class Terminal {
    private final PrintStream out = System.out;
    private final boolean verbose;
    private final Valve valve = new Valve(out);
    private final PrintStream maven = new PrintStream(valve, true);

    /**
     * The terminal of this process.
     *
     * @param verbose whether nothing is held back: {@code mvn -X}
     */
    Terminal(boolean verbose) {
        this.verbose = verbose;
        if (!verbose) {
            MavenLoggers.printTo(maven);
        }
    }

    /** Lets through what is printed, or holds it back. */
    private static final class Valve extends OutputStream {
        private volatile OutputStream target;

        Valve(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            target.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }

    void print(String line) {
        out.println(line);
    }

    /** Does something that takes time: prints what before it, and afterwards how long it took. */
    <T> T step(String doing, String done, Callable<T> step) throws Exception {
        long started = System.nanoTime();
        print(doing + "...");
        T result = step.call();
        print(String.format(Locale.ROOT, "%s in %.1f s", done, (System.nanoTime() - started) / 1e9));
        return result;
    }

    /** Holds back what Maven and its plugins print meanwhile; who fails may show it. */
    <T> T quietly(Quiet<T> task) throws Exception {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        if (verbose) {
            return task.call(held::toString);
        }
        PrintStream err = System.err;
        valve.target = held;
        System.setOut(maven);
        System.setErr(maven);
        try {
            return task.call(() -> held.toString(Charset.defaultCharset()));
        } finally {
            System.setOut(out);
            System.setErr(err);
            valve.target = out;
        }
    }

    /** A task that knows what has been held back. */
    interface Quiet<T> {
        T call(Held held) throws Exception;
    }

    /** What has been held back so far. */
    interface Held {
        String text();
    }
}
