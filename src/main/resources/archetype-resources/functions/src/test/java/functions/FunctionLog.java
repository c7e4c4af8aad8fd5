package ${package}.functions;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/** What a function logs, which goes to standard output where there is no Lambda. */
final class FunctionLog {
    private FunctionLog() {
    }

    /** What is logged while a task runs. */
    static String of(Callable<?> task) throws Exception {
        PrintStream output = System.out;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            task.call();
        } finally {
            System.setOut(output);
        }
        return log.toString(StandardCharsets.UTF_8);
    }
}
