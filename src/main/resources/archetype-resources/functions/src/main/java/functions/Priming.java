package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;

/**
 * Runs a function's own code once, without effect, while its handler is made: before SnapStart's snapshot. What is
 * loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
interface Priming {
    static void run(Runnable way) {
        try {
            if ("snap-start".equals(System.getenv("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
                way.run();
            }
        } catch (RuntimeException | LinkageError e) {
            // DynamoDB refuses $connect's empty id, as it should; and a late permission must not fail a deployment.
            LambdaRuntime.getLogger().log("Primed until: " + e, LogLevel.INFO);
        }
    }
}
