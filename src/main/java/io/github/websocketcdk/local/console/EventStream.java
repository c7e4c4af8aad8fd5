package io.github.websocketcdk.local.console;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What changes, as server-sent events: {@code config}, see {@link PageConfiguration}, {@code tables}, what
 * {@link TableExplorer} says of them all, and {@code log}, a {@link LogLine} each. An event of the log has an id,
 * {@code <instance>:<line>}: a page that comes back with it gets the lines after it.
 */
final class EventStream {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PING = Duration.ofSeconds(15);
    private static final Gson GSON = new Gson();

    private final String instance;
    private final Supplier<JsonObject> configuration;
    private final TableExplorer tables;
    private final Log log;

    EventStream(String instance, Supplier<JsonObject> configuration, TableExplorer tables, Log log) {
        this.instance = instance;
        this.configuration = configuration;
        this.tables = tables;
        this.log = log;
    }

    /** Until the page goes, or does not read, which shows when something is written to it. */
    void send(Request request, Response response, Callback callback) throws InterruptedException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        try (OutputStream output = Content.Sink.asOutputStream(response)) {
            follow(lastLine(request.getHeaders().get("Last-Event-ID")), output);
        } catch (IOException e) {
            callback.succeeded();
        }
    }

    private long lastLine(String eventId) {
        return eventId != null && eventId.matches(instance + ":[0-9]{1,18}")
                ? Long.parseLong(eventId.substring(instance.length() + 1)) : 0;
    }

    /** Keeps no lines for the page: one that reads slowly misses those that the log has dropped meanwhile. */
    private void follow(long lastLine, OutputStream output) throws IOException, InterruptedException {
        long last = lastLine;
        JsonObject configured = null;
        JsonArray shown = null;
        long polled = 0;
        long written = 0;
        while (true) {
            StringBuilder events = new StringBuilder();
            long now = System.currentTimeMillis();
            if (configured != configuration.get()) {
                configured = configuration.get();
                events.append("retry: 1000\nevent: config\ndata: ").append(configured).append("\n\n");
            }
            if (now - polled >= POLL.toMillis()) {
                polled = now;
                JsonArray all = tables.describe();
                if (!all.equals(shown)) {
                    shown = all;
                    events.append("event: tables\ndata: ").append(all).append("\n\n");
                }
            }
            for (LogLine line : log.after(last, events.isEmpty() ? POLL : Duration.ZERO)) {
                last = line.id();
                events.append("event: log\nid: ").append(instance).append(':').append(last).append("\ndata: ")
                        .append(GSON.toJson(line)).append("\n\n");
            }
            if (events.isEmpty() && now - written >= PING.toMillis()) {
                events.append(": ping\n\n");
            }
            if (!events.isEmpty()) {
                written = now;
                output.write(events.toString().getBytes(StandardCharsets.UTF_8));
                output.flush();
            }
        }
    }
}
