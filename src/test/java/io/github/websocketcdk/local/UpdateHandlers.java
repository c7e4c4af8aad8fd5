package io.github.websocketcdk.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Handlers whose code and environment change while they run. */
public final class UpdateHandlers {
    private UpdateHandlers() {
    }

    /** Answers a variable of its environment and a file packed beside its class; starts when the file says so. */
    public static final class Answer implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        private final String text;

        public Answer() throws IOException, InterruptedException {
            text = Files.readString(Path.of("answer.txt"));
            if (text.startsWith("broken")) {
                throw new IllegalStateException("broken on purpose");
            }
            while (text.startsWith("slow") && !Files.exists(Path.of("go"))) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }

        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            return Map.of("statusCode", 200, "body", System.getenv("COLOR") + " " + text);
        }
    }

    /** Answers what Lambda says of the place where it runs. */
    public static final class Place implements RequestHandler<Map<String, Object>, Map<String, Object>> {
        @Override
        public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
            Path here = Path.of("").toAbsolutePath();
            return Map.of("statusCode", 200, "body", String.join(" ",
                    String.valueOf(here.equals(Path.of(System.getenv("LAMBDA_TASK_ROOT")))),
                    String.valueOf(Files.isDirectory(Path.of(System.getenv("LAMBDA_RUNTIME_DIR")))),
                    System.getenv("LANG"), String.valueOf(System.getenv("PATH").isEmpty())));
        }
    }
}
