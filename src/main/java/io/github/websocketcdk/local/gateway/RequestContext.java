package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The {@code requestContext} of an event; what is null is not in it.
 *
 * @param operationName of routes that have one
 * @param authorizer what the authorizer has said of the client
 * @param requestTime like {@code 25/Nov/2026:20:18:24 +0000}
 * @param messageId of messages only
 * @param disconnectStatusCode of {@code $disconnect} only
 * @param disconnectReason of {@code $disconnect} only
 */
record RequestContext(String routeKey, String operationName, JsonObject authorizer, String messageId,
                      Integer disconnectStatusCode, String eventType, String extendedRequestId, String requestTime,
                      String messageDirection, String disconnectReason, String stage, long connectedAt,
                      long requestTimeEpoch, Identity identity, String requestId, String domainName,
                      String connectionId, String apiId) {
    private static final DateTimeFormatter REQUEST_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Who the client is. */
    record Identity(String sourceIp, String userAgent) {
    }

    static RequestContext connect(ConnectionContext connection, String requestId, Route route) {
        return of(connection, requestId, route, "CONNECT", null, null, null);
    }

    static RequestContext message(ConnectionContext connection, String requestId, Route route) {
        return of(connection, requestId, route, "MESSAGE", Ids.next(), null, null);
    }

    static RequestContext disconnect(ConnectionContext connection, String requestId, Route route, int statusCode,
                                     String reason) {
        return of(connection, requestId, route, "DISCONNECT", null, statusCode, reason);
    }

    private static RequestContext of(ConnectionContext connection, String requestId, Route route, String eventType,
                                     String messageId, Integer disconnectStatusCode, String disconnectReason) {
        Instant now = Instant.now();
        return new RequestContext(route.key(), route.operationName(), connection.authorizer(), messageId,
                disconnectStatusCode, eventType, requestId, REQUEST_TIME.format(now), "IN", disconnectReason,
                connection.stage(), connection.connectedAt().toEpochMilli(), now.toEpochMilli(),
                new Identity(connection.sourceIp(), connection.userAgent()), requestId, connection.domainName(),
                connection.connectionId(), Deployment.API_ID);
    }
}
