package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Route;
import java.util.concurrent.CompletableFuture;

/** Decide who may connect, before {@code $connect} runs. */
@FunctionalInterface
public interface Authorizers {
    /**
     * Decides on a client.
     *
     * @param connect the route, which names its authorizer
     * @param event what its function would get
     * @return the decision; a failure is answered with 500
     */
    CompletableFuture<Authorization> authorize(Route connect, Event event);
}
