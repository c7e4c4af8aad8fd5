package io.github.websocketcdk.local;

import io.github.websocketcdk.local.gateway.Quotas;
import java.time.Duration;
import java.util.List;

/**
 * How a WebSocket API runs on this machine.
 *
 * @param port where the gateway listens; 0 takes any free one
 * @param stage the context key {@code stage} of the CDK app, or null for the app's own default
 * @param stack the path of the stack whose WebSocket API it is, as the CDK CLI takes it: {@code Prod/chat}; null for
 *     the first stack that has one
 * @param issuer the context key {@code issuer} of the CDK app, an OpenID Connect issuer whose tokens its authorizer
 *     takes; null for the gateway's own
 * @param debug whether each function accepts a debugger, and none times out
 * @param quotas what API Gateway limits
 * @param retryWait how long an asynchronous invocation that has failed waits for the next try, and twice that for the
 *     one after it
 * @param host an address to listen on beside this machine's own, for containers and remote workspaces: whoever reaches
 *     it can use the API; null for none, {@code 0.0.0.0} for all
 * @param allowedOrigins of pages that are not of this machine and may call nevertheless: {@code https://example.com}
 */
public record Options(int port, String stage, String stack, String issuer, boolean debug, Quotas quotas,
                      Duration retryWait, String host, List<String> allowedOrigins) {
    /** Any free port, the app's own default stage, no debugger, AWS's quotas and waits: for tests. */
    public static final Options DEFAULT =
            new Options(0, null, null, null, false, Quotas.DEFAULT, Duration.ofMinutes(1), null, List.of());

    public Options withPort(int newPort) {
        return new Options(newPort, stage, stack, issuer, debug, quotas, retryWait, host, allowedOrigins);
    }

    public Options withStage(String newStage) {
        return new Options(port, newStage, stack, issuer, debug, quotas, retryWait, host, allowedOrigins);
    }

    public Options withStack(String newStack) {
        return new Options(port, stage, newStack, issuer, debug, quotas, retryWait, host, allowedOrigins);
    }

    public Options withIssuer(String newIssuer) {
        return new Options(port, stage, stack, newIssuer, debug, quotas, retryWait, host, allowedOrigins);
    }

    public Options withDebug(boolean newDebug) {
        return new Options(port, stage, stack, issuer, newDebug, quotas, retryWait, host, allowedOrigins);
    }

    public Options withQuotas(Quotas newQuotas) {
        return new Options(port, stage, stack, issuer, debug, newQuotas, retryWait, host, allowedOrigins);
    }

    public Options withRetryWait(Duration newRetryWait) {
        return new Options(port, stage, stack, issuer, debug, quotas, newRetryWait, host, allowedOrigins);
    }

    public Options withHost(String newHost) {
        return new Options(port, stage, stack, issuer, debug, quotas, retryWait, newHost, allowedOrigins);
    }

    public Options withAllowedOrigins(List<String> newAllowedOrigins) {
        return new Options(port, stage, stack, issuer, debug, quotas, retryWait, host, newAllowedOrigins);
    }
}
