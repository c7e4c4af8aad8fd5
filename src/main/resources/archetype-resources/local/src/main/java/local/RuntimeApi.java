package ${package}.local;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Lambda's Runtime API, on a port of its own for each process: that is how they are told apart, as on Lambda. */
final class RuntimeApi extends Handler.Abstract implements AutoCloseable {

    private static final Pattern PATH =
            Pattern.compile("/2018-06-01/runtime/(init|invocation)/(?:([^/]+)/)?(next|response|error)");

    /** A process, as its requests come in. */
    interface Client {

        /** It asks for its next invocation. */
        void next(Next next);

        /** It has an invocation's response. */
        void response(String requestId, String response);

        /** It has an invocation's error. */
        void error(String requestId, String type, String message);

        /** It could not start. */
        void initError(String type, String message);
    }

    private final Server server;
    private final Map<Connector, Client> clients = new ConcurrentHashMap<>();

    RuntimeApi() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("runtime-api");
        threads.setDaemon(true);
        server = new Server(threads);
        server.setHandler(this);
    }

    void startServer() throws Exception {
        server.start();
    }

    /** Opens a port for a process. */
    ServerConnector open(Client client) {
        ServerConnector connector = new ServerConnector(server, 0, 1);
        connector.setHost("127.0.0.1");
        // A process waits for its next invocation as long as it takes.
        connector.setIdleTimeout(0);
        clients.put(connector, client);
        try {
            connector.start();
        } catch (Exception e) {
            throw new IllegalStateException("No port for the Runtime API", e);
        }
        return connector;
    }

    void close(ServerConnector connector) {
        clients.remove(connector);
        try {
            connector.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Client client = clients.get(request.getConnectionMetaData().getConnector());
        Matcher path = PATH.matcher(request.getHttpURI().getPath());
        if (client == null || !path.matches()) {
            Response.writeError(request, response, callback, 404);
            return true;
        }
        if (path.group(3).equals("next")) {
            client.next(new Next(response, callback));
            return true;
        }
        String body = Content.Source.asString(request, StandardCharsets.UTF_8);
        // Before the answer: the process asks for its next invocation at once.
        if (path.group(3).equals("response")) {
            client.response(path.group(2), body);
        } else {
            error(client, path, body);
        }
        response.setStatus(202);
        response.write(true, null, callback);
        return true;
    }

    private static void error(Client client, Matcher path, String body) {
        JsonObject error = new JsonObject();
        try {
            error = JsonParser.parseString(body).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            error.addProperty("errorMessage", "unknown");
        }
        String type = error.has("errorType") ? error.get("errorType").getAsString() : "Runtime.Unknown";
        String message = error.has("errorMessage") ? error.get("errorMessage").getAsString() : "";
        if (path.group(1).equals("init")) {
            client.initError(type, message);
        } else {
            client.error(path.group(2), type, message);
        }
    }

    /** A process's request for its next invocation, which waits. */
    record Next(Response response, Callback callback) {

        void answer(Invocation invocation, long deadline, String functionArn) {
            response.getHeaders()
                    .put("Lambda-Runtime-Aws-Request-Id", invocation.requestId())
                    .put("Lambda-Runtime-Deadline-Ms", String.valueOf(deadline))
                    .put("Lambda-Runtime-Invoked-Function-Arn", functionArn)
                    .put("Lambda-Runtime-Trace-Id", "Root=1-00000000-" + "0".repeat(24) + ";Sampled=0")
                    .put("Content-Type", "application/json");
            Content.Sink.write(response, true, invocation.event(), callback);
        }
    }
}
