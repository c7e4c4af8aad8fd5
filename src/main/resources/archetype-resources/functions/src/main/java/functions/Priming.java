package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/**
 * Goes a function's own way once, without effect, while its handler is made, which SnapStart takes a snapshot of: what
 * is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
interface Priming {
    static void run(Runnable way) {
        try {
            if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
                way.run();
            }
        } catch (RuntimeException | LinkageError e) {
            // A row without an id is refused, as meant. A permission that is on its way still fails no deployment.
            LambdaRuntime.getLogger().log("Primed until: " + e, LogLevel.INFO);
        }
    }
}
