package io.github.websocketcdk.local.log;

/**
 * A line that a function, or the gateway itself, has logged.
 *
 * @param id counts from 1
 * @param time in epoch milliseconds
 * @param function its logical id without the hash that CDK appends, or {@link Log#LOCAL}
 * @param level as the function's runtime and loggers name it: {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN},
 *     {@code ERROR}, {@code FATAL}
 * @param origin the invocation that it belongs to
 */
public record LogLine(long id, long time, String function, String level, String message, Origin origin) {
    /**
     * An invocation.
     *
     * @param requestId Lambda's, or null for a line outside of invocations
     * @param connectionId of the connection whose event it is, or null
     */
    public record Origin(String requestId, String connectionId) {
        /** No invocation. */
        public static final Origin NONE = new Origin(null, null);
    }
}
