package io.github.websocketcdk.local.assembly;

/**
 * A route with its integration.
 *
 * @param function the function's logical id
 * @param hasResponse whether the client gets what the function returns
 */
public record Route(String key, String function, boolean hasResponse) {
}
