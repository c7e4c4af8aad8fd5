package io.github.websocketcdk.local.gateway;

import java.time.Duration;

/**
 * What API Gateway limits, from its developer guide, "apigateway-execution-service-websocket-limits-table".
 *
 * @param idleTimeout after which an idle connection closes
 * @param lifetime after which any connection closes
 * @param integrationTimeout after which the gateway does not wait for a function any longer
 */
public record Quotas(Duration idleTimeout, Duration lifetime, Duration integrationTimeout) {

    /** The most bytes that a message may have, in either direction. */
    static final int MESSAGE_BYTES = 128 * 1024;
    static final int FRAME_BYTES = 32 * 1024;

    public static final Quotas DEFAULT =
            new Quotas(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(29));

    /** The same with another time that the gateway waits for a function. */
    public Quotas withIntegrationTimeout(Duration timeout) {
        return new Quotas(idleTimeout, lifetime, timeout);
    }
}
