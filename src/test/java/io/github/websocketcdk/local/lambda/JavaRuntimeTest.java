package io.github.websocketcdk.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.TestHandlers;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.assembly.LoggingConfig;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function's process. */
class JavaRuntimeTest {
    @Test
    void aFunctionsProcessEndsWithItsParent(@TempDir Path directory) throws Exception {
        JavaRuntime runtime = new JavaRuntime("us-east-1", Map.of(), directory, null, null);
        FunctionConfiguration function = new FunctionConfiguration("Hang", "Hang", "arn",
                TestHandlers.Misbehave.class.getName(), Path.of("target/test-classes").toAbsolutePath(),
                Map.of(), "java17", Duration.ofSeconds(2), 128, Map.of(),
                new LoggingConfig("Text", null, null, "/aws/lambda/Hang"));
        try (ServerSocket silent = new ServerSocket(0)) {
            ProcessBuilder builder = runtime.process(function,
                    new Code(directory, List.of(function.code()), List.of(), null));
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + silent.getLocalPort());
            Process process = builder.start();
            silent.accept();
            assertThat(process.isAlive()).isTrue();

            // What the operating system does when the parent is gone, killed or not.
            process.getOutputStream().close();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
