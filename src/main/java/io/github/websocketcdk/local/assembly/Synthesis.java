package io.github.websocketcdk.local.assembly;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Synthesizes a CDK app in this process. */
public final class Synthesis {
    /** The path of the gateway's own OpenID Connect issuer. */
    public static final String ISSUER_PATH = "/_local/issuer";

    /** Under the API's host name, which becomes the gateway's: a template is the same whatever the port. */
    private static final String ISSUER =
            "https://" + Deployment.API_ID + ".execute-api.us-east-1.amazonaws.com" + ISSUER_PATH;

    private Synthesis() {
    }

    /**
     * The context of an app. Its template then says where a function's code is, as the CDK CLI has it.
     *
     * @param stage the context key {@code stage}, or null for the app's own default
     * @param issuer the context key {@code issuer}, or null for the gateway's own
     */
    public static Map<String, Object> context(String stage, String issuer) {
        Map<String, Object> context = new HashMap<>();
        context.put("aws:cdk:enable-asset-metadata", true);
        context.put("issuer", issuer == null ? ISSUER : issuer);
        if (stage != null) {
            context.put("stage", stage);
        }
        return context;
    }

    /**
     * Writes the app's cloud assembly.
     *
     * @return its directory
     */
    public static Path synthesize(Function<AppProps, App> app, Map<String, Object> context, Path directory) {
        AppProps props = AppProps.builder().outdir(directory.toString()).context(context).build();
        return Path.of(app.apply(props).synth().getDirectory());
    }
}
