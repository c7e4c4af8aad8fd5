package io.github.websocketcdk.local.maven;

import java.io.PrintStream;
import org.slf4j.LoggerFactory;

/** The loggers of the Maven that runs, which keep the standard output that they found when Maven started. */
final class MavenLoggers {
    /** Of Maven 3; what Maven 4 has instead asks for the standard output each time. */
    private static final String MAVEN_3 = "org.slf4j.impl.MavenSlf4jSimpleFriend";

    private static final String JETTY = ".log.org.eclipse.jetty";

    private MavenLoggers() {
    }

    /** Lets them find another one, and leaves out what Jetty says at each start. */
    static void printTo(PrintStream stream) {
        ClassLoader maven = LoggerFactory.getILoggerFactory().getClass().getClassLoader();
        Thread thread = Thread.currentThread();
        ClassLoader plugin = thread.getContextClassLoader();
        PrintStream out = System.out;
        System.setOut(stream);
        // Their configuration is a resource of Maven's.
        thread.setContextClassLoader(maven);
        try {
            Class<?> loggers = maven.loadClass(MAVEN_3);
            System.setProperty("org.slf4j.simpleLogger" + JETTY, "warn");
            loggers.getMethod("init").invoke(null);
        } catch (ClassNotFoundException e) {
            System.setProperty("maven.logger" + JETTY, "warn");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(plugin);
            System.setOut(out);
        }
    }
}
