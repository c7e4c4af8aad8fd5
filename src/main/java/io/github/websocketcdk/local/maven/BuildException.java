package io.github.websocketcdk.local.maven;

import java.util.List;

/** The project, or its CDK app, has an error. */
final class BuildException extends Exception {
    private final List<String> lines;

    /** A failure that these lines explain, the most important first. */
    BuildException(List<String> lines, Throwable cause) {
        super(String.join(System.lineSeparator(), lines), cause);
        this.lines = lines;
    }

    List<String> lines() {
        return lines;
    }
}
