package io.github.websocketcdk.local.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Node.js is looked for where CDK looks for it. */
class NodeJsTest {
    @Test
    void itsVersionIsKnown() throws Exception {
        assertThat(NodeJs.version(NodeJs.command(Map.of()))).matches("v[0-9]+[.][0-9]+[.][0-9]+.*");
    }

    @Test
    void aMissingOneIsNamedWithWhatToDo() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> NodeJs.version(NodeJs.command(Map.of("JSII_NODE", "no-such-node"))))
                .withMessageContaining("Node.js is missing: CDK needs the command 'no-such-node'")
                .withMessageContaining("https://nodejs.org");
    }
}
