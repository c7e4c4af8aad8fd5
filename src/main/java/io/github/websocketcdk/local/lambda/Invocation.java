package io.github.websocketcdk.local.lambda;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to a handler and back.
 *
 * @param queued when it came, in nanoseconds
 * @param response what the handler answers, or why it did not
 */
record Invocation(String requestId, String event, long queued, CompletableFuture<String> response) {

    /** Tells an environment that there is nothing more to take. */
    static final Invocation NONE = new Invocation(null);

    Invocation(String event) {
        this(UUID.randomUUID().toString(), event, System.nanoTime(), new CompletableFuture<>());
    }
}
