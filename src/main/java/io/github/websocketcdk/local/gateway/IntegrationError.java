package io.github.websocketcdk.local.gateway;

/**
 * Why there is no answer of a function.
 *
 * @param status what a handshake is answered with
 * @param message what the client is told
 * @param reason what the log is told
 */
record IntegrationError(int status, String message, String reason) {
    static IntegrationError failed(String reason) {
        return new IntegrationError(502, "Internal server error", reason);
    }

    static IntegrationError timedOut(String reason) {
        return new IntegrationError(504, "Endpoint request timed out", reason);
    }
}
