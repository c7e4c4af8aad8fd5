package io.github.websocketcdk.local;

import io.github.websocketcdk.local.gateway.Quotas;
import java.time.Duration;

/**
 * How a WebSocket API runs on this machine.
 *
 * @param port where the gateway listens; 0 takes any free one
 * @param stage the context key {@code stage} of the CDK app, or null for the app's own default
 * @param debug whether each function accepts a debugger, and none times out
 * @param quotas what API Gateway limits
 * @param retryWait how long an asynchronous invocation that has failed waits for the next try, and twice that for the
 *     one after it
 */
public record Options(int port, String stage, boolean debug, Quotas quotas, Duration retryWait) {

    /** Any free port, the app's own default stage, no debugger, AWS's quotas and waits: for tests. */
    public static final Options DEFAULT = new Options(0, null, false, Quotas.DEFAULT, Duration.ofMinutes(1));

    public Options withPort(int newPort) {
        return new Options(newPort, stage, debug, quotas, retryWait);
    }

    public Options withStage(String newStage) {
        return new Options(port, newStage, debug, quotas, retryWait);
    }

    public Options withDebug(boolean newDebug) {
        return new Options(port, stage, newDebug, quotas, retryWait);
    }

    public Options withQuotas(Quotas newQuotas) {
        return new Options(port, stage, debug, newQuotas, retryWait);
    }

    public Options withRetryWait(Duration newRetryWait) {
        return new Options(port, stage, debug, quotas, newRetryWait);
    }
}
