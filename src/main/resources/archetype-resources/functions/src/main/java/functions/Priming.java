package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import org.crac.Context;
import org.crac.Resource;

/**
 * Runs a function's code once, without effect, before SnapStart takes the snapshot that the function then starts from:
 * what is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
interface Priming extends Resource {

    /** Runs the function's code once, without effect. */
    void prime();

    @Override
    default void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            prime();
        } catch (RuntimeException | LinkageError e) {
            // A permission may not have reached every server yet: no reason to fail the deployment.
            LambdaRuntime.getLogger().log("Not primed: " + e, LogLevel.WARN);
        }
    }

    @Override
    default void afterRestore(Context<? extends Resource> context) {
        // Nothing to open anew: HttpURLConnection does not reuse a connection that has been idle.
    }
}
