package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left when it is stopped. */
class StopTest {
    @Test
    void whatIsStoppedLeavesNothingBehind() throws Exception {
        LocalGateway local = LocalGateway.start(TestApp::create, TestApp.options());
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
