package io.github.websocketcdk.local.maven;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.Options;
import io.github.websocketcdk.local.assembly.Synthesis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.Maven;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
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

    /** The CDK app's context key {@code issuer}, an OpenID Connect issuer; by default the gateway's own. */
    @Parameter(property = "issuer")
    private String issuer;

    /** Whether each function accepts a debugger, and none times out. */
    @Parameter(property = "debug", defaultValue = "false")
    private String debug;

    /** An address to listen on beside this machine's own, such as 0.0.0.0 in a container. */
    @Parameter(property = "host")
    private String host;

    /** The origins of pages that are not of this machine and may call nevertheless. */
    @Parameter(property = "allowedOrigin")
    private List<String> allowedOrigins = List.of();

    /** What stage names the CDK app allows, a regular expression; by default those that API Gateway allows. */
    @Parameter(defaultValue = "[A-Za-z0-9_-]{1,128}")
    private String stageRule;

    /** The same rule, for people. */
    @Parameter(defaultValue = "at most 128 letters, digits, \"-\" and \"_\"")
    private String allowedStages;

    /** The CDK app. */
    @Parameter(property = "exec.mainClass")
    private String mainClass;

    @Inject
    private Maven maven;

    @Inject
    private ProjectDependenciesResolver resolver;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Terminal terminal = new Terminal(getLog().isDebugEnabled());
        try {
            run(terminal);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (BuildException e) {
            e.lines().forEach(terminal::print);
            // Without the cause: Maven would print all of it again.
            throw new MojoFailureException("The project has an error: see above");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    private void run(Terminal terminal) throws Exception {
        Options options = options();
        Path root = root();
        String node = NodeJs.version(NodeJs.command(System.getenv()));
        Path cache = root.resolve("target").resolve("websocket-cdk");
        Build build = new Build(maven, resolver, session, terminal);
        FunctionModules functions = new FunctionModules(build, cache);
        CdkApp app = new CdkApp(root, mainClass, Synthesis.context(options.stage(), options.issuer()), node,
                System.getenv(), cache);
        Project project = new Project(session, build, app, mainClass, functions, terminal);
        Runtime.getRuntime().addShutdownHook(new Thread(project::stop, "stop the build"));
        Sources sources = project.sources();
        AtomicReference<Path> assembly = new AtomicReference<>();
        LocalGateway gateway;
        try {
            gateway = LocalGateway.start(() -> {
                terminal.step("Building the project", "Built", project::build);
                assembly.set(project.synthesize());
                return assembly.get();
            }, functions::code, options);
        } catch (Exception e) {
            project.awaitCtrlC();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "stop"));
        printOfAwsOnly(terminal, Stream.concat(gateway.notRun().stream(), gateway.notHonoured().stream()).toList());
        terminal.print(String.join(System.lineSeparator(), "", "WebSocket  " + gateway.endpoint(),
                "Page       " + gateway.page(), "DynamoDB   " + gateway.dynamoDbEndpoint(), "",
                "npx wscat -c " + gateway.endpoint(), ""));
        Thread warmUp = new Thread(() -> project.warmUp(cache.resolve("warm-up")), "warm up");
        warmUp.setDaemon(true);
        warmUp.start();
        new Reload(project, gateway, assembly.get(), sources).run();
    }

    private static void printOfAwsOnly(Terminal terminal, List<String> lines) {
        if (!lines.isEmpty()) {
            terminal.print("");
            terminal.print("AWS does this, and this machine does not:");
            lines.forEach(line -> terminal.print("  " + line));
        }
    }

    private Options options() {
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("port '" + port + "' is not a port: a number from 0 to 65535. "
                    + "Example: 3002");
        }
        if (stage != null && !stage.matches(stageRule)) {
            throw new IllegalArgumentException("stage '" + stage + "' is not allowed. Allowed: " + allowedStages
                    + ". Example: prod");
        }
        return Options.DEFAULT.withPort(Integer.parseInt(port)).withStage(stage).withStack(stack).withIssuer(issuer)
                .withDebug(!debug.equals("false")).withHost(host).withAllowedOrigins(allowedOrigins);
    }

    private Path root() {
        Path started = Path.of(session.getExecutionRootDirectory());
        Path root = session.getRequest().getMultiModuleProjectDirectory().toPath();
        if (!started.equals(root) && Files.exists(root.resolve("pom.xml"))) {
            throw new IllegalArgumentException("The stack is that of the whole project. Start it there: cd " + root);
        }
        return started;
    }
}
