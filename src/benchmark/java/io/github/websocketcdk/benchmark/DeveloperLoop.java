package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import io.github.websocketcdk.archetype.GeneratedProject;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a developer waits for: a start, a start with another stack, and a saved handler's first new answer. */
final class DeveloperLoop implements Section {
    private static final int REPEATS = 5;
    /** Between a save and the next: the developer reads, and what goes on in the background ends. */
    private static final int PAUSE_SECONDS = 10;
    private static final int POLL_MILLIS = 10;
    private static final int WAIT_SECONDS = 60;
    private static final String MESSAGE = "{\"action\":\"sendmessage\", \"data\":\"Hello\"}";

    /** A line of a source that is written in one of two ways. */
    private record Line(Path file, String one, String other) {
        void change() throws Exception {
            String text = Files.readString(file);
            Files.writeString(file, text.contains(one) ? text.replace(one, other) : text.replace(other, one));
        }
    }

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        Path project = GeneratedProject.DEFAULTS.directory();
        Path packages = project.resolve(Path.of("functions", "src", "main", "java", "com", "example", "functions"));
        Line handler = new Line(packages.resolve("SendMessageHandler.java"), "event.getBody())",
                "event.getBody().replace(\"Hello\", \"Goodbye\"))");
        Line stack = new Line(project.resolve(Path.of("infrastructure", "src", "main", "java", "com", "example",
                "infrastructure", "WebSocketStack.java")), ".apiName(getStackName())",
                ".apiName(getStackName() + \"-\")");
        start(MavenLocal::new);
        List<Double> unchanged = repeat(() -> start(MavenLocal::new));
        List<Double> changed = repeat(() -> {
            stack.change();
            return start(MavenLocal::new);
        });
        Markdown table = new Markdown("seconds", "start, nothing changed", "start, the stack changed",
                "saved handler to its first new answer");
        table.row("mvn -Plocal", figure(unchanged), figure(changed), figure(saves(new MavenLocal(), handler)));
        for (Implementation implementation : implementations) {
            if (implementation instanceof TutorialFunctions tutorial && ServerlessOffline.install(tutorial)) {
                Line main = new Line(tutorial.directory().resolve("sendMessage.mjs"), "JSON.parse(event.body).data;",
                        "JSON.parse(event.body).data.toUpperCase();");
                Callable<LocalApi> api = () -> new ServerlessOffline(tutorial, "serverless-offline", "--reloadHandler");
                table.row("serverless-offline", figure(repeat(() -> start(api))), "", figure(saves(api.call(), main)));
            }
        }
        List<String> lines = new ArrayList<>(List.of("## Developer's loop", "", "On all processors; from the command "
                + "to the printed address, DynamoDB Local included, or from the saved source to the first answer of "
                + "the new code, asked for every " + POLL_MILLIS + " ms by a client that stays connected. "
                + "serverless-offline runs with `--reloadHandler`. Medians of " + REPEATS + ".", ""));
        lines.addAll(table.lines());
        return lines;
    }

    private static String figure(List<Double> seconds) {
        return number(Median.of(seconds, value -> value), 1);
    }

    private static List<Double> repeat(Callable<Double> measurement) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            seconds.add(measurement.call());
        }
        return seconds;
    }

    private static double start(Callable<LocalApi> start) throws Exception {
        long started = System.nanoTime();
        try (LocalApi api = start.call()) {
            return seconds(started, api);
        }
    }

    private static double seconds(long from, LocalApi api) {
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf("%s: %.2f s%n", api.name(), seconds);
        return seconds;
    }

    private static List<Double> saves(LocalApi running, Line line) throws Exception {
        try (LocalApi api = running; Asker asker = new Asker(api)) {
            String last = asker.ask();
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i < REPEATS; i++) {
                TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
                long saved = System.nanoTime();
                line.change();
                String answer = asker.ask();
                while (answer.equals(last)) {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                    answer = asker.ask();
                }
                seconds.add(seconds(saved, api));
                last = answer;
            }
            return seconds;
        }
    }

    /** A client that sends a message and gets it back. */
    private static final class Asker implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final WebSocket socket;

        Asker(LocalApi api) {
            socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(api.webSocket(), this).join();
        }

        String ask() throws InterruptedException {
            socket.sendText(MESSAGE, true).join();
            String answer = answers.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IllegalStateException("No answer within " + WAIT_SECONDS + " s");
            }
            return answer;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            answers.add(data.toString());
            webSocket.request(1);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
