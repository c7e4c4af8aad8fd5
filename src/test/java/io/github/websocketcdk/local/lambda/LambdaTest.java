package io.github.websocketcdk.local.lambda;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketcdk.local.log.Log;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions of a deployment. */
class LambdaTest {
    @Test
    void aFunctionThatAnUpdateHasRemovedFailsWhoInvokesIt(@TempDir Path directory) throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        try (Lambda lambda = new Lambda("us-east-1", List.of(), asset -> null, Map.of(), directory, false, timer,
                new Log())) {
            assertThatThrownBy(() -> lambda.invoke("Gone", "{}").join())
                    .hasCauseInstanceOf(FunctionError.class)
                    .hasMessageContaining("Gone is not in the stack any more");
        } finally {
            timer.shutdownNow();
        }
    }
}
