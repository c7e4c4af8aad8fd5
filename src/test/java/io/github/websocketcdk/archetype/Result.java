package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

/** How a command ended, and all that it printed. */
record Result(int exitCode, String output) {

    Result succeeded() {
        assertThat(exitCode).as(output).isZero();
        return this;
    }
}
