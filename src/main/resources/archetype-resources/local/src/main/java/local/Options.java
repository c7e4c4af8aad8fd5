package ${package}.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the stack runs on this machine.
 *
 * @param port where the gateway listens; 0 takes any free one
 * @param debug whether each function accepts a debugger, and no timeout applies
 * @param stage the stage, or null for the app's own default
 * @param sources what is compiled again when a file in it is saved
 * @param release the Java release it is compiled for
 * @param limits what API Gateway limits, and this machine
 */
record Options(int port, boolean debug, String stage, Path sources, int release, Limits limits) {

    private static final int DEFAULT_PORT = 3001;

    /**
     * What is limited.
     *
     * @param idleTimeout after which an idle connection closes
     * @param lifetime after which any connection closes
     * @param integrationTimeout after which the gateway does not wait for a function any longer
     * @param environments the most execution environments that a function gets
     */
    record Limits(Duration idleTimeout, Duration lifetime, Duration integrationTimeout, int environments) {

        static final Limits DEFAULT =
                new Limits(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(29), 2);
    }

    /** What {@code mvn -Plocal -Dport=… -Ddebug -Dstage=…} says. */
    static Options fromSystemProperties() {
        boolean debug = !System.getProperty("debug", "false").equals("false");
        // Log4j, which DynamoDB Local uses, would take it for itself.
        System.clearProperty("debug");
        return new Options(port(System.getProperty("port")), debug, System.getProperty("stage"),
                Path.of("functions/src/main/java"),
                Integer.getInteger("maven.compiler.release", Runtime.version().feature()), Limits.DEFAULT);
    }

    private static int port(String port) {
        if (port == null) {
            return DEFAULT_PORT;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("port '" + port + "' is not a port: a number from 0 to 65535. "
                    + "Example: 3002");
        }
        return Integer.parseInt(port);
    }
}
