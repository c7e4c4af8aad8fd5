package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.lambda.Lambda;
import io.github.websocketcdk.local.log.Log;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The integrations of the routes: Lambda proxies, whose functions API Gateway does not wait for for ever. */
final class Integrations {
    private final Lambda lambda;
    private final Quotas quotas;
    private final Log log;

    Integrations(Lambda lambda, Quotas quotas, Log log) {
        this.lambda = lambda;
        this.quotas = quotas;
        this.log = log;
    }

    /** Invokes a route's function; one of the two is told what became of it. */
    void invoke(Route route, Event event, Consumer<ProxyResponse> answered, Consumer<IntegrationError> failed) {
        if (route.function() == null) {
            log.error("Route " + route.key() + " does not run here: " + route.notRun());
            failed.accept(IntegrationError.failed(route.notRun()));
            return;
        }
        Duration timeout = quotas.integrationTimeout(route.timeout());
        lambda.invoke(route.function(), event.toString()).copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(ProxyResponse::parse)
                .handle((response, thrown) -> {
                    if (thrown == null) {
                        answered.accept(response);
                    } else {
                        failed.accept(error(route, timeout, thrown.getCause()));
                    }
                    return null;
                })
                .exceptionally(thrown -> {
                    log.error(route.key() + ": " + thrown);
                    return null;
                });
    }

    private IntegrationError error(Route route, Duration timeout, Throwable cause) {
        if (cause instanceof TimeoutException) {
            IntegrationError timedOut = IntegrationError.timedOut("no answer within " + timeout.toSeconds() + " s");
            log.error(route.key() + ": " + timedOut.reason());
            return timedOut;
        }
        // What a function throws is in the function's own log.
        if (cause instanceof IllegalArgumentException) {
            log.error(route.key() + ": " + cause.getMessage());
        }
        return IntegrationError.failed(cause.getMessage());
    }
}
