package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Deployment;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/** The events that functions get: API Gateway's, in JSON. */
public final class Event {

    /** What the console page adds to tell its connections apart; no handler sees it. */
    public static final String LOCAL_CLIENT = "local-client";

    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Event() {
    }

    /** A client wants to connect. */
    static JsonObject connect(Connection connection, String requestId, HttpFields headers, Fields query) {
        JsonObject event = new JsonObject();
        JsonObject last = new JsonObject();
        JsonObject all = new JsonObject();
        for (HttpField header : headers) {
            if (!header.is("Connection") && !header.is("Upgrade")) {
                add(last, all, header.getName(), header.getValue());
            }
        }
        add(last, all, "X-Amzn-Trace-Id", "Root=1-" + Long.toHexString(Instant.now().getEpochSecond()) + "-"
                + "0".repeat(24));
        add(last, all, "X-Forwarded-For", connection.sourceIp());
        add(last, all, "X-Forwarded-Port", connection.domainName().replaceFirst(".*:", ""));
        add(last, all, "X-Forwarded-Proto", "http");
        event.add("headers", last);
        event.add("multiValueHeaders", all);
        addQuery(event, query);
        event.add("requestContext", context(connection, "$connect", "CONNECT", requestId));
        event.addProperty("isBase64Encoded", false);
        return event;
    }

    /** A client has sent a message. */
    static JsonObject message(Connection connection, String requestId, String routeKey, String body) {
        JsonObject context = context(connection, routeKey, "MESSAGE", requestId);
        context.addProperty("messageId", Connection.newId());
        JsonObject event = new JsonObject();
        event.add("requestContext", context);
        event.addProperty("body", body);
        event.addProperty("isBase64Encoded", false);
        return event;
    }

    /** A connection is closed, by either side. */
    static JsonObject disconnect(Connection connection, String requestId, int statusCode, String reason) {
        JsonObject context = context(connection, "$disconnect", "DISCONNECT", requestId);
        context.addProperty("disconnectStatusCode", statusCode);
        context.addProperty("disconnectReason", reason);
        JsonObject last = new JsonObject();
        JsonObject all = new JsonObject();
        add(last, all, "Host", connection.domainName());
        add(last, all, "x-api-key", "");
        add(last, all, "X-Forwarded-For", "");
        add(last, all, "x-restapi", "");
        JsonObject event = new JsonObject();
        event.add("headers", last);
        event.add("multiValueHeaders", all);
        event.add("requestContext", context);
        event.addProperty("isBase64Encoded", false);
        return event;
    }

    private static void addQuery(JsonObject event, Fields query) {
        JsonObject last = new JsonObject();
        JsonObject all = new JsonObject();
        for (Fields.Field field : query) {
            if (!field.getName().equals(LOCAL_CLIENT)) {
                field.getValues().forEach(value -> add(last, all, field.getName(), value));
            }
        }
        if (!last.isEmpty()) {
            event.add("queryStringParameters", last);
            event.add("multiValueQueryStringParameters", all);
        }
    }

    private static void add(JsonObject last, JsonObject all, String name, String value) {
        last.addProperty(name, value);
        if (!all.has(name)) {
            all.add(name, new JsonArray());
        }
        all.getAsJsonArray(name).add(value);
    }

    private static JsonObject context(Connection connection, String routeKey, String eventType, String requestId) {
        Instant now = Instant.now();
        JsonObject identity = new JsonObject();
        identity.addProperty("sourceIp", connection.sourceIp());
        if (connection.userAgent() != null) {
            identity.addProperty("userAgent", connection.userAgent());
        }
        JsonObject context = new JsonObject();
        context.addProperty("routeKey", routeKey);
        context.addProperty("eventType", eventType);
        context.addProperty("extendedRequestId", requestId);
        context.addProperty("requestTime", REQUEST_TIME.format(now));
        context.addProperty("messageDirection", "IN");
        context.addProperty("stage", connection.stage());
        context.addProperty("connectedAt", connection.connectedAt().toEpochMilli());
        context.addProperty("requestTimeEpoch", now.toEpochMilli());
        context.add("identity", identity);
        context.addProperty("requestId", requestId);
        context.addProperty("domainName", connection.domainName());
        context.addProperty("connectionId", connection.id());
        context.addProperty("apiId", Deployment.API_ID);
        return context;
    }
}
