package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Deployment;
import java.time.Instant;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * What is known of a connection from its handshake on.
 *
 * @param domainName the handshake's {@code Host}
 * @param userAgent null if the client sent none
 * @param stageVariables null where the stage has none
 * @param authorizer what the authorizer has said of the client, or null
 */
record ConnectionContext(String connectionId, Instant connectedAt, String stage, String domainName, String sourceIp,
                         String userAgent, Map<String, String> stageVariables, JsonObject authorizer) {
    /** The context of a client that asks for a connection. */
    static ConnectionContext of(Request handshake, Deployment deployment) {
        String host = handshake.getHeaders().get(HttpHeader.HOST);
        return new ConnectionContext(Ids.next(), Instant.now(), deployment.stage(),
                host == null || host.isEmpty() ? "localhost:" + Request.getLocalPort(handshake) : host,
                Request.getRemoteAddr(handshake), handshake.getHeaders().get(HttpHeader.USER_AGENT),
                deployment.stageVariables().isEmpty() ? null : deployment.stageVariables(), null);
    }

    ConnectionContext withAuthorizer(JsonObject newAuthorizer) {
        return new ConnectionContext(connectionId, connectedAt, stage, domainName, sourceIp, userAgent,
                stageVariables, newAuthorizer);
    }
}
