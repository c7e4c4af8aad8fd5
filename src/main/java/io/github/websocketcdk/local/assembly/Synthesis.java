package io.github.websocketcdk.local.assembly;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Synthesizes a CDK app in this process. */
public final class Synthesis {

    private Synthesis() {
    }

    /** What the CDK CLI gives an app: the template then says where a function's code is. */
    public static Map<String, Object> context(String stage) {
        Map<String, Object> context = new HashMap<>();
        context.put("aws:cdk:enable-asset-metadata", true);
        if (stage != null) {
            context.put("stage", stage);
        }
        return context;
    }

    /**
     * Writes the app's cloud assembly.
     *
     * @param stage the context key {@code stage}, or null for the app's own default
     * @return its directory
     */
    public static Path synthesize(Function<AppProps, App> app, String stage, Path directory) {
        AppProps props = AppProps.builder().outdir(directory.toString()).context(context(stage)).build();
        return Path.of(app.apply(props).synth().getDirectory());
    }
}
