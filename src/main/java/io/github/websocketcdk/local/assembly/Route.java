package io.github.websocketcdk.local.assembly;

import java.time.Duration;

/**
 * A route with its integration.
 *
 * @param function the function's logical id; null if the integration does not run here
 * @param notRun why it does not; null if it does
 * @param hasResponse whether the client gets what the function returns
 * @param timeout the integration's own; null if it sets none
 * @param authorizer the id of one of the deployment's authorizers; null if there is none
 * @param operationName null if there is none
 */
public record Route(String key, String function, String notRun, boolean hasResponse, Duration timeout,
                    String authorizer, boolean apiKeyRequired, String operationName) {
}
