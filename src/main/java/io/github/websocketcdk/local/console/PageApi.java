package io.github.websocketcdk.local.console;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.dynamodb.DynamoDb;
import io.github.websocketcdk.local.gateway.Connection;
import io.github.websocketcdk.local.gateway.Event;
import io.github.websocketcdk.local.gateway.Gateway;
import io.github.websocketcdk.local.gateway.Http;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What the page asks for, below {@code /_local/}:
 *
 * <ul>
 * <li>{@code GET config}: see {@link PageConfiguration};
 * <li>{@code GET events}: see {@link EventStream};
 * <li>{@code GET connection?local-client=…}: {@code {"connectionId":"…"}} of a connection that the page calls so, or
 * {@code {"refusal":"…"}}, or 404;
 * <li>{@code POST vanish} with {@code {"localClient":"…"}}: 204, or 404;
 * <li>{@code POST dynamodb/Scan}, and the others of {@link TableExplorer#OPERATIONS}: what DynamoDB answers.
 * </ul>
 */
final class PageApi extends Handler.Abstract {
    private static final String PATH = "/_local/";
    private static final String NO_CONNECTION = "No such connection";
    private static final String DYNAMODB = "POST /_local/dynamodb/";

    private final String instance = UUID.randomUUID().toString();
    private final String endpoint;
    private final Gateway gateway;
    private final DynamoDb dynamoDb;
    private final TableExplorer tables;
    private final EventStream events;
    private volatile JsonObject configuration;

    PageApi(Deployment deployment, String endpoint, Gateway gateway, DynamoDb dynamoDb, Log log) {
        this.endpoint = endpoint;
        this.gateway = gateway;
        this.dynamoDb = dynamoDb;
        this.tables = new TableExplorer(dynamoDb);
        this.events = new EventStream(instance, () -> configuration, tables, log);
        update(deployment);
    }

    void update(Deployment deployment) {
        configuration = PageConfiguration.of(deployment, instance, endpoint, dynamoDb.url());
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (!path.startsWith(PATH)) {
            return false;
        }
        String what = request.getMethod() + " " + path;
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        switch (what) {
            case "GET /_local/config" -> Http.answer(response, callback, 200, configuration);
            case "GET /_local/events" -> events.send(request, response, callback);
            case "GET /_local/connection" -> connection(request, response, callback);
            case "POST /_local/vanish" -> vanish(request, response, callback);
            default -> {
                return what.startsWith(DYNAMODB)
                        && dynamoDb(what.substring(DYNAMODB.length()), request, response, callback);
            }
        }
        return true;
    }

    private void connection(Request request, Response response, Callback callback) {
        String localClient = String.valueOf(Request.extractQueryParameters(request).getValue(Event.LOCAL_CLIENT));
        Connection connection = gateway.ofPage(localClient);
        String refusal = gateway.refusal(localClient);
        JsonObject answer = new JsonObject();
        if (connection != null) {
            answer.addProperty("connectionId", connection.id());
        } else if (refusal != null) {
            answer.addProperty("refusal", refusal);
        } else {
            Http.error(response, callback, 404, NO_CONNECTION);
            return;
        }
        Http.answer(response, callback, 200, answer);
    }

    private void vanish(Request request, Response response, Callback callback) throws IOException {
        Connection connection = gateway.ofPage(localClient(Content.Source.asString(request)));
        if (connection != null && gateway.vanish(connection.id())) {
            Http.answer(response, callback, 204);
        } else {
            Http.error(response, callback, 404, NO_CONNECTION);
        }
    }

    private static String localClient(String body) {
        try {
            JsonElement localClient = JsonParser.parseString(body).getAsJsonObject().get("localClient");
            return localClient == null ? "" : localClient.getAsString();
        } catch (JsonParseException | IllegalStateException e) {
            return "";
        }
    }

    private boolean dynamoDb(String operation, Request request, Response response, Callback callback)
            throws IOException, InterruptedException {
        if (!TableExplorer.OPERATIONS.contains(operation)) {
            return false;
        }
        DynamoDb.Answer answer = tables.call(operation, Content.Source.asString(request));
        Http.answer(response, callback, answer.status(), answer.body());
        return true;
    }
}
