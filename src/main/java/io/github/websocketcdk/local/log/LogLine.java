package io.github.websocketcdk.local.log;

/**
 * A line that a function, or the gateway itself, has logged.
 *
 * @param time in epoch milliseconds
 * @param function its logical id without the hash that CDK appends, or {@link Log#LOCAL}
 * @param level as the function's runtime and loggers name it: {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN},
 *     {@code ERROR}, {@code FATAL}
 */
public record LogLine(long time, String function, String level, String message) {
}
