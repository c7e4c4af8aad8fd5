package ${package}.local;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An event on its way to a function and back.
 *
 * @param response what the function answers, or a {@link FunctionError}
 */
record Invocation(String requestId, String event, CompletableFuture<String> response) {

    Invocation(String event) {
        this(UUID.randomUUID().toString(), event, new CompletableFuture<>());
    }

    void fail(String errorType, String message) {
        response.completeExceptionally(new FunctionError(errorType, message));
    }

    /** A function that threw, exited, timed out or did not start. */
    static final class FunctionError extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FunctionError(String errorType, String message) {
            super(errorType + ": " + message, null, false, false);
        }
    }
}
