package io.github.websocketcdk.local.assembly;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A function's configuration.
 *
 * @param logicalId with its stack's name before it where another stack has the same one
 * @param name its logical id without the hash that CDK appends
 * @param code a jar or a directory
 * @param memorySize in MB
 * @param qualifiers what becomes of asynchronous invocations, by qualifier: {@code $LATEST}, versions and aliases
 */
public record FunctionConfiguration(String logicalId, String name, String arn, String handler, Path code,
                                    Map<String, String> environment, String runtime, Duration timeout,
                                    int memorySize, Map<String, EventInvokeConfig> qualifiers,
                                    LoggingConfig loggingConfig) {
    /** What callers name it by. */
    public String functionName() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /** The same with its code elsewhere. */
    public FunctionConfiguration withCode(Path newCode) {
        return new FunctionConfiguration(logicalId, name, arn, handler, newCode, environment, runtime, timeout,
                memorySize, qualifiers, loggingConfig);
    }
}
