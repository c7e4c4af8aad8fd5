package io.github.websocketcdk.local;

import io.github.websocketcdk.local.gateway.Quotas;

/**
 * How a WebSocket API runs on this machine.
 *
 * @param port where the gateway listens; 0 takes any free one
 * @param stage the context key {@code stage} of the CDK app, or null for the app's own default
 * @param debug whether each function accepts a debugger, and none times out
 * @param quotas what API Gateway limits
 */
public record Options(int port, String stage, boolean debug, Quotas quotas) {

    /** Any free port, the app's own default stage, no debugger, API Gateway's quotas: for tests. */
    public static final Options DEFAULT = new Options(0, null, false, Quotas.DEFAULT);
}
