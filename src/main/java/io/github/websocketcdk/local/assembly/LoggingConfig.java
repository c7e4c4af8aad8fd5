package io.github.websocketcdk.local.assembly;

/**
 * How a function logs ({@code LoggingConfig} of the template).
 *
 * @param logFormat {@code Text} or {@code JSON}
 * @param applicationLogLevel of {@code JSON} only, else null
 * @param systemLogLevel of {@code JSON} only, else null
 * @param logGroup its name
 */
public record LoggingConfig(String logFormat, String applicationLogLevel, String systemLogLevel, String logGroup) {
}
