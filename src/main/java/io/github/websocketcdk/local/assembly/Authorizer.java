package io.github.websocketcdk.local.assembly;

import java.util.List;

/**
 * A Lambda authorizer of type REQUEST.
 *
 * @param function the function's logical id
 * @param identitySources as in the template: {@code route.request.querystring.token}
 */
public record Authorizer(String id, String name, String function, List<String> identitySources) {
}
