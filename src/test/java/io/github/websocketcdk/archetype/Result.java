package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

/** How a command ended, and all that it printed. */
public record Result(int exitCode, String output) {
    public Result succeeded() {
        assertThat(exitCode).as(output).isZero();
        return this;
    }
}
