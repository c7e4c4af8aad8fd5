package io.github.websocketcdk.local.assembly;

import java.time.Duration;
import java.util.List;

/**
 * What Lambda does with an asynchronous invocation that fails, as {@code AWS::Lambda::EventInvokeConfig} says it.
 *
 * @param maximumRetryAttempts how often it is tried again
 * @param maximumEventAge after which it is not tried again
 * @param onFailure where its record goes when it is given up: destination and dead-letter queue, by logical id and type
 * @param onSuccess where its record goes otherwise
 */
public record EventInvokeConfig(int maximumRetryAttempts, Duration maximumEventAge, List<String> onFailure,
                                List<String> onSuccess) {
}
