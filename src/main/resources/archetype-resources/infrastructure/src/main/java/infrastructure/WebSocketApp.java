package ${package}.infrastructure;

import java.io.IOException;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The CDK app: one {@link WebSocketStack}, named {@code <stage>-<appName>}. */
public final class WebSocketApp {

    static final String APP_NAME = "${appName}";
    static final String REGION = "${region}";
    static final String STAGE = "${stage}";
    private static final String STAGE_RULE = "@rule.stage@";

    private WebSocketApp() {
    }

    /** Run by cdk, as {@code cdk.json} says. */
    public static void main(String[] args) {
        try {
            create(AppProps.builder().build()).synth();
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /**
     * The app with its stack, for the stage in the context key {@code stage} ({@code cdk deploy -c stage=prod}).
     *
     * @throws IllegalArgumentException if the stage or one of its {@link StageSettings} is not allowed
     * @throws IllegalStateException if Node.js or the functions' jar is missing
     */
    public static App create(AppProps props) {
        requireNode();
        App app = new App(props);
        String stage = context(app, "stage", STAGE);
        if (!stage.matches(STAGE_RULE)) {
            throw new IllegalArgumentException("stage '" + stage + "' is not allowed. Allowed: a lower-case letter, "
                    + "then lower-case letters, digits and hyphens, no hyphen last, at most 20. Example: prod");
        }
        StageSettings settings = StageSettings.of(stage, REGION);
#if( $auth == 'jwt' )
        settings.issuer = context(app, "issuer", settings.issuer);
#end
        new WebSocketStack(app, settings);
        return app;
    }

    private static String context(App app, String key, String absent) {
        Object value = app.getNode().tryGetContext(key);
        return value == null ? absent : value.toString();
    }

    /** CDK's Java classes talk to a Node.js process, and say little where they cannot start it. */
    private static void requireNode() {
        String node = System.getenv().getOrDefault("JSII_NODE", "node");
        try {
            new ProcessBuilder(node, "--version").start();
        } catch (IOException e) {
            throw new IllegalStateException("Node.js is missing: CDK needs the command '" + node
                    + "' on the PATH. Install version 22 or newer, see https://nodejs.org", e);
        }
    }
}
