package ${package}.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import ${package}.local.CloudAssembly.FunctionConfiguration;
import ${package}.local.Options.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a connection, an integration and a process without anybody asking. */
class LimitsTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);

    private static Local start(Duration idleTimeout, Duration lifetime, Duration integrationTimeout) throws Exception {
        Limits limits = new Limits(idleTimeout, lifetime, integrationTimeout, 4);
        return Local.start(TestApp.options(0, false, limits), TestApp::createWithDefault);
    }

    @Test
    void anIdleConnectionCloses() throws Exception {
        try (Local local = start(SHORT, LONG, LONG); LogLines log = new LogLines(local)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
            log.await("Disconnect", "disconnectStatusCode=1001");
        }
    }

    @Test
    void anyConnectionClosesAfterItsLifetime() throws Exception {
        try (Local local = start(LONG, SHORT, LONG)) {
            assertThat(Client.connect(local).closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void theGatewayDoesNotWaitForAnIntegrationForEver() throws Exception {
        try (Local local = start(LONG, LONG, Duration.ofSeconds(3)); LogLines log = new LogLines(local)) {
            Client client = Client.connecting(local, "").handle((opened, refused) -> opened).join();
            if (client == null) {
                // The first $connect took longer than that to start.
                log.await("Connect", "Duration");
                client = Client.connect(local);
            }
            JsonObject answer = client.send("{\"do\":{\"what\":\"patient\"},\"text\":\"hang\"}").receiveJson();

            assertThat(answer.get("message").getAsString()).isEqualTo("Endpoint request timed out");
            assertThat(Client.refused(local, "?hang")).isEqualTo(504);
        }
    }

    @Test
    void whatHasNoRouteOfItsOwnGoesToDefault() throws Exception {
        try (Local local = start(LONG, LONG, LONG)) {
            Client client = Client.connect(local);
            for (String message : List.of("no json", "[1]", "{\"do\":{\"what\":\"unknown\"}}", "{\"do\":1}")) {
                JsonObject event = client.send(message).receiveJson();
                assertThat(event.get("body").getAsString()).isEqualTo(message);
                assertThat(event.getAsJsonObject("requestContext").get("routeKey").getAsString()).isEqualTo("$default");
            }
        }
    }

    @Test
    void aFunctionsProcessEndsWithItsParent(@TempDir Path directory) throws Exception {
        JavaRuntime runtime = new JavaRuntime("us-east-1", "http://localhost:1", directory, false);
        FunctionConfiguration function = new FunctionConfiguration("Hang", "Hang", "arn",
                TestHandlers.Misbehave.class.getName(), Path.of("local/target/test-classes").toAbsolutePath(),
                Map.of(), "java17", Duration.ofSeconds(2), 128);
        try (ServerSocket silent = new ServerSocket(0)) {
            ProcessBuilder builder = runtime.process(function, List.of());
            builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + silent.getLocalPort());
            Process process = builder.start();
            silent.accept();
            assertThat(process.isAlive()).isTrue();

            // What the operating system does when the parent is gone, killed or not.
            process.getOutputStream().close();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatIsStoppedLeavesNothingBehind() throws Exception {
        Local local = start(LONG, LONG, LONG);
        Path directory = local.directory();
        Client.connect(local);
        local.close();

        assertThat(Files.exists(directory)).isFalse();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().arguments().map(a -> String.join(" ", a)).orElse("").contains(directory.toString())) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }
}
