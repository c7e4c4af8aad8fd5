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
    /** The most bytes that a frame may have, in either direction. */
    static final int FRAME_BYTES = 32 * 1024;
    /** The most characters that the URL of a handshake may have. */
    static final int URL_CHARACTERS = 4_096;
    /** The most bytes that request line and headers may have; from the quotas of REST APIs. */
    static final int HEADER_BYTES = 10_240;
    /** The most characters that wait for a client that does not read. AWS does not say how many. */
    static final int SEND_BUFFER_CHARACTERS = 1024 * 1024;

    public static final Quotas DEFAULT =
            new Quotas(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(29));

    /** How long the gateway waits for an integration that has a time of its own, or null. */
    Duration integrationTimeout(Duration own) {
        // With more time than API Gateway gives, somebody debugs.
        return own == null || integrationTimeout.compareTo(DEFAULT.integrationTimeout) > 0 ? integrationTimeout : own;
    }

    /** The same with another time that the gateway waits for a function. */
    public Quotas withIntegrationTimeout(Duration timeout) {
        return new Quotas(idleTimeout, lifetime, timeout);
    }
}
