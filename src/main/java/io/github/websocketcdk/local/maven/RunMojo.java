package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectDependenciesResolver;

/**
 * {@code mvn -Plocal}: builds the project, synthesizes its CDK app and runs the WebSocket API that {@code cdk deploy}
 * would deploy, until Ctrl-C.
 */
@Mojo(name = "run", aggregator = true)
public final class RunMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /** Where the gateway listens; 0 takes any free port. */
    @Parameter(property = "port", defaultValue = "3001")
    private String port;

    /** The CDK app's context key {@code stage}; by default the app's own. */
    @Parameter(property = "stage")
    private String stage;

    /** The stack whose WebSocket API it is; by default the first that has one. */
    @Parameter(property = "stack")
    private String stack;

    /** Whether each function accepts a debugger, and none times out. */
    @Parameter(property = "debug", defaultValue = "false")
    private String debug;

    /** An address to listen on beside this machine's own, such as 0.0.0.0 in a container. */
    @Parameter(property = "host")
    private String host;

    /** The origins of pages that are not of this machine and may call nevertheless. */
    @Parameter(property = "allowedOrigin")
    private List<String> allowedOrigins;

    /** The CDK app. */
    @Parameter(property = "exec.mainClass")
    private String mainClass;

    @Inject
    private Maven maven;

    @Inject
    private ProjectDependenciesResolver resolver;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Build build = new Build(maven, resolver, session);
        try {
            Sources sources = Sources.of(session.getProjects());
            List<MavenProject> modules = build.run("package");
            Path assembly = Files.createTempDirectory("cdk.out");
            SynthProcess.run(build.runtimeClasspath(Build.moduleOf(mainClass, modules)), mainClass, stage, assembly);
            Options options = Options.DEFAULT.withPort(port()).withStage(stage).withStack(stack)
                    .withDebug(!debug.equals("false"))
                    .withHost(host).withAllowedOrigins(allowedOrigins);
            LocalGateway gateway = LocalGateway.start(assembly, options);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
            gateway.notRun().forEach(resource -> System.out.println("Not run here: " + resource));
            gateway.notHonoured().forEach(property -> System.out.println("Not honoured here: " + property));
            System.out.println(String.join(System.lineSeparator(), "", "WebSocket  " + gateway.endpoint(),
                    "Page       " + gateway.page(), "DynamoDB   " + gateway.dynamoDbEndpoint(), "",
                    "npx wscat -c " + gateway.endpoint(), ""));
            new Reload(build, gateway, modules, sources).run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private int port() {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("port '" + port + "' is not a port: a number from 0 to 65535. "
                    + "Example: 3002");
        }
        return Integer.parseInt(port);
    }
}
