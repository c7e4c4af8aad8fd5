package io.github.websocketcdk.local.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Node.js, which CDK's Java classes run in. */
final class NodeJs {
    private NodeJs() {
    }

    /** The command that CDK starts it with. */
    static String command(Map<String, String> environment) {
        return environment.getOrDefault("JSII_NODE", "node");
    }

    /**
     * Its version.
     *
     * @throws IllegalStateException if there is none
     */
    static String version(String node) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(node, "--version").redirectErrorStream(true).start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() == 0) {
                return version;
            }
            throw new IllegalStateException("'" + node + " --version' fails: " + version);
        } catch (IOException e) {
            throw new IllegalStateException("Node.js is missing: CDK needs the command '" + node
                    + "' on the PATH. Install version 22 or newer, see https://nodejs.org", e);
        }
    }
}
