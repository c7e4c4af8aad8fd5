package ${package}.infrastructure;

import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** The CDK app: one {@link WebSocketStack}, named {@code <stage>-<appName>}. */
public final class WebSocketApp extends App {
    static final String APP_NAME = "${appName}";
    private static final String REGION = "${region}";
    private static final String STAGE = "${stage}";

    /** With its stack, for the stage in the context key {@code stage} ({@code cdk deploy -c stage=prod}). */
    public WebSocketApp(AppProps props) {
        super(props);
        String stage = Objects.toString(getNode().tryGetContext("stage"), STAGE);
        if (!stage.matches("@rule.stage@")) {
            throw new IllegalArgumentException("stage '" + stage + "' is not allowed. Allowed: a lower-case letter, "
                    + "then lower-case letters, digits and hyphens, no hyphen last, at most 20. Example: prod");
        }
        StageSettings settings = new StageSettings(stage, REGION);
#if( $auth == 'jwt' )
        settings.issuer = Objects.toString(getNode().tryGetContext("issuer"), settings.issuer);
#end
        new WebSocketStack(this, settings);
    }

    /** Run by cdk, as {@code cdk.json} says. */
    public static void main(String[] args) {
        try {
            new WebSocketApp(AppProps.builder().build()).synth();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }
}
