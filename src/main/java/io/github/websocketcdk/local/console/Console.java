package io.github.websocketcdk.local.console;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.dynamodb.DynamoDb;
import io.github.websocketcdk.local.gateway.Connection;
import io.github.websocketcdk.local.gateway.Event;
import io.github.websocketcdk.local.gateway.Gateway;
import io.github.websocketcdk.local.gateway.Http;
import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The console page, and what it shows: {@code /_local/config}, and {@code /_local/events} as server-sent events. */
public final class Console extends Handler.Abstract {

    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8", "js",
            "text/javascript;charset=utf-8", "css", "text/css;charset=utf-8", "svg", "image/svg+xml");
    private static final long POLL_MILLIS = 500;
    private static final long PING_MILLIS = 15_000;

    private static final Gson GSON = new Gson();

    private final String endpoint;
    private final Gateway gateway;
    private final DynamoDb tables;
    private final Log log;
    private volatile JsonObject config;

    /** The page of a deployment. */
    public Console(Deployment deployment, String endpoint, Gateway gateway, DynamoDb tables, Log log) {
        this.endpoint = endpoint;
        this.gateway = gateway;
        this.tables = tables;
        this.log = log;
        update(deployment);
    }

    /** Shows another deployment from now on. */
    public void update(Deployment deployment) {
        config = config(deployment, endpoint, tables.url());
    }

    private static JsonObject config(Deployment deployment, String endpoint, String dynamoDb) {
        JsonObject config = new JsonObject();
        config.addProperty("stage", deployment.stage());
        config.addProperty("endpoint", endpoint);
        config.addProperty("dynamoDb", dynamoDb);
        config.addProperty("region", deployment.region());
        JsonArray routes = new JsonArray();
        deployment.routes().keySet().stream().sorted().forEach(routes::add);
        config.add("routes", routes);
        return config;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if ("websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            log.info("Forbidden: " + path + " is not the stage of " + config.get("endpoint").getAsString());
        }
        switch (request.getMethod() + " " + path) {
            case "GET /_local/config" -> Http.answer(response, callback, 200, config);
            case "GET /_local/events" -> events(response, callback);
            case "POST /_local/vanish" -> vanish(request, response, callback);
            default -> {
                if (!request.getMethod().equals("GET") || !file(path, response, callback)) {
                    Http.error(response, callback, 403, "Forbidden");
                }
            }
        }
        return true;
    }

    private void vanish(Request request, Response response, Callback callback) {
        String localClient = Request.extractQueryParameters(request).getValue(Event.LOCAL_CLIENT);
        Connection connection = localClient == null ? null : gateway.ofPage(localClient);
        if (connection != null && gateway.vanish(connection.id())) {
            Http.answer(response, callback, 204);
        } else {
            Http.error(response, callback, 404, "no such connection");
        }
    }

    private boolean file(String path, Response response, Callback callback) throws IOException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || name.contains("/")) {
            return false;
        }
        try (InputStream content = Console.class.getResourceAsStream("page/" + name)) {
            if (content == null) {
                return false;
            }
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, type)
                    .put(HttpHeader.CACHE_CONTROL, "no-store")
                    .put("Content-Security-Policy", "default-src 'self'; connect-src *")
                    .put("X-Content-Type-Options", "nosniff");
            response.write(true, ByteBuffer.wrap(content.readAllBytes()), callback);
            return true;
        }
    }

    /** Until the page goes, which shows when something is written to it. */
    private void events(Response response, Callback callback) throws InterruptedException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream")
                .put(HttpHeader.CACHE_CONTROL, "no-store");
        BlockingQueue<LogLine> lines = new LinkedBlockingQueue<>();
        Consumer<LogLine> listener = lines::add;
        log.listen(listener);
        try (OutputStream output = Content.Sink.asOutputStream(response)) {
            follow(lines, output);
        } catch (IOException e) {
            callback.succeeded();
        } finally {
            log.remove(listener);
        }
    }

    private void follow(BlockingQueue<LogLine> lines, OutputStream output) throws IOException, InterruptedException {
        JsonArray shown = null;
        long polled = 0;
        long written = 0;
        while (true) {
            long now = System.currentTimeMillis();
            if (now - polled >= POLL_MILLIS) {
                polled = now;
                JsonArray content = tables.content();
                if (!content.equals(shown)) {
                    shown = content;
                    written = now;
                    write(output, "event: tables\ndata: " + content + "\n\n");
                }
            }
            LogLine line = lines.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null) {
                written = now;
                write(output, "event: log\ndata: " + GSON.toJson(line) + "\n\n");
            } else if (now - written >= PING_MILLIS) {
                written = now;
                write(output, ": ping\n\n");
            }
        }
    }

    private static void write(OutputStream output, String event) throws IOException {
        output.write(event.getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}
