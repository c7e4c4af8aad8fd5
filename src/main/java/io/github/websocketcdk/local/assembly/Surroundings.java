package io.github.websocketcdk.local.assembly;

import java.util.function.BinaryOperator;

/**
 * What the stacks of an app have in common.
 *
 * @param ids an id for a resource that no other has, from its stack's name and its logical id
 */
record Surroundings(BinaryOperator<String> ids, ResourceValues values, NamedValues exports, NamedValues ssmParameters,
                    References references, Assets assets) {
}
