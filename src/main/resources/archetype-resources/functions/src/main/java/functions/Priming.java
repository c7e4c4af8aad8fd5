package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import org.crac.Context;
import org.crac.Resource;

/**
 * A function that takes its own way, without its effects, before SnapStart takes the snapshot that it then starts from:
 * what is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
interface Priming extends Resource {

    /** Takes the function's way. */
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
        // Nothing was opened that is not opened anew: HttpURLConnection takes no connection again that was idle.
    }
}
