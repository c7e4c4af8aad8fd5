package ${package}.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ${package}.local.Deployment.LambdaFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a connection, and a process, without anybody asking. */
class LimitsTest {

    private static Local start(Duration idleTimeout, Duration lifetime) throws Exception {
        return Local.start(new Options(0, false, null, Path.of("none"), TestApp.RELEASE, idleTimeout, lifetime, 4),
                TestApp::create);
    }

    @Test
    void anIdleConnectionCloses() throws Exception {
        try (Local local = start(Duration.ofMillis(300), Duration.ofHours(2)); LogLines log = new LogLines(local)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
            log.await("Disconnect", "disconnectStatusCode=1001");
        }
    }

    @Test
    void anyConnectionClosesAfterItsLifetime() throws Exception {
        try (Local local = start(Duration.ofMinutes(10), Duration.ofMillis(300))) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aFunctionsProcessEndsWithItsParent(@TempDir Path directory) throws Exception {
        Launcher launcher = new Launcher("us-east-1", "http://localhost:1", "http://localhost:1", directory, false);
        LambdaFunction function = new LambdaFunction("Hang", "Hang", TestHandlers.Misbehave.class.getName(),
                Path.of("local/target/test-classes").toAbsolutePath(), Map.of(), "java17", Duration.ofSeconds(2), 128);
        try (ServerSocket silent = new ServerSocket(0)) {
            ProcessBuilder builder = launcher.builder(function, List.of());
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + silent.getLocalPort());
            Process process = builder.start();
            silent.accept();
            assertThat(process.isAlive()).isTrue();

            // What the operating system does when the parent is gone, killed or not.
            process.getOutputStream().close();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsStoppedLeavesNothingBehind() throws Exception {
        Local local = start(Duration.ofMinutes(10), Duration.ofHours(2));
        Path directory = local.directory();
        Client.connect(local);
        local.close();

        assertThat(Files.exists(directory)).isFalse();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().arguments().map(a -> String.join(" ", a)).orElse("").contains(directory.toString())) {
                child.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }
}
