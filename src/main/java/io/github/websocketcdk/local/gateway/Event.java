package io.github.websocketcdk.local.gateway;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Route;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * An event that a function gets, in JSON; what is null is not in it.
 *
 * @param headers of handshakes and closes only, as is the next
 * @param queryStringParameters of handshakes that have some only, as is the next
 * @param stageVariables null where the stage has none
 * @param body of messages only
 */
public record Event(Map<String, String> headers, Map<String, List<String>> multiValueHeaders,
                    Map<String, String> queryStringParameters,
                    Map<String, List<String>> multiValueQueryStringParameters, RequestContext requestContext,
                    Map<String, String> stageVariables, String body, boolean isBase64Encoded) {
    /** What the console page adds to tell its connections apart; no handler sees it. */
    public static final String LOCAL_CLIENT = "local-client";

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** A client wants to connect. */
    static Event connect(ConnectionContext connection, String requestId, Route route, Request handshake,
                         Fields query) {
        MultiValues headers = HandshakeHeaders.of(handshake);
        MultiValues parameters = new MultiValues();
        query.stream().filter(field -> !field.getName().equals(LOCAL_CLIENT))
                .forEach(field -> field.getValues().forEach(value -> parameters.add(field.getName(), value)));
        return new Event(headers.last(), headers.all(), parameters.last(), parameters.all(),
                RequestContext.connect(connection, requestId, route), connection.stageVariables(), null, false);
    }

    /** A client has sent a message. */
    static Event message(ConnectionContext connection, String requestId, Route route, String body) {
        return new Event(null, null, null, null, RequestContext.message(connection, requestId, route),
                connection.stageVariables(), body, false);
    }

    /** A connection is closed, by either side. */
    static Event disconnect(ConnectionContext connection, String requestId, Route route, int statusCode,
                            String reason) {
        MultiValues headers = new MultiValues().add("Host", connection.domainName()).add("x-api-key", "")
                .add("X-Forwarded-For", "").add("x-restapi", "");
        return new Event(headers.last(), headers.all(), null, null,
                RequestContext.disconnect(connection, requestId, route, statusCode, reason),
                connection.stageVariables(), null, false);
    }

    /** The JSON that a function gets. */
    public JsonObject toJson() {
        return GSON.toJsonTree(this).getAsJsonObject();
    }

    @Override
    public String toString() {
        return GSON.toJson(this);
    }
}
