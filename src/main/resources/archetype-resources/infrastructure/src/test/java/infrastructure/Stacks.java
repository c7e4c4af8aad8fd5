package ${package}.infrastructure;

import com.google.gson.Gson;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** Stacks as cdk makes them, with the feature flags of {@code cdk.json}. */
final class Stacks {
    static final String ISSUER = "https://issuer.example.com";

    private Stacks() {
    }

    /** Settings that lack nothing. */
    static StageSettings settings(String stage, String region) {
        StageSettings settings = new StageSettings(stage, region);
#if( $auth == 'jwt' )
        settings.issuer = ISSUER;
#end
        return settings;
    }

    static Stack of(StageSettings settings) {
        return checked(new WebSocketStack(new App(props(Map.of())), settings));
    }

    /** The stack of the app itself. */
    static Stack ofTheApp(Map<String, String> context) {
        return checked(new WebSocketApp(props(context)).getNode().getChildren().stream()
                .filter(Stack.class::isInstance).map(Stack.class::cast).findFirst().orElseThrow());
    }

    private static Stack checked(Stack stack) {
        Aspects.of(stack).add(new AwsSolutionsChecks());
        return stack;
    }

    /** What cdk-nag, or CDK itself, has against a stack. */
    static List<String> findings(Stack stack) {
        return Stream.of(Annotations.fromStack(stack).findError("*", Match.anyValue()),
                        Annotations.fromStack(stack).findWarning("*", Match.anyValue()))
                .flatMap(List::stream)
                .map(message -> message.getId() + ": " + message.getEntry().getData())
                .toList();
    }

    private static AppProps props(Map<String, String> context) {
        try {
            Map<String, Object> all = new HashMap<>(
                    new Gson().fromJson(Files.readString(Path.of("cdk.json")), CdkJson.class).context());
            all.put("issuer", ISSUER);
            all.putAll(context);
            // Else a finding would be an exception that only names a file.
            all.put("@aws-cdk/core:annotationsInValidationReport", false);
            return AppProps.builder().context(all).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The logical id of the only resource that is like this. */
    static String onlyId(Template template, String type, Map<String, Object> properties) {
        Map<String, ?> resources = template.findResources(type, Map.of("Properties", properties));
        if (resources.size() != 1) {
            throw new AssertionError(type + " with " + properties + ": " + resources.keySet());
        }
        return resources.keySet().iterator().next();
    }

    static String functionId(Template template, String handler) {
        return onlyId(template, "AWS::Lambda::Function",
                Map.of("Handler", Match.stringLikeRegexp("\\." + handler + "$")));
    }

    static Map<String, Object> ref(String logicalId) {
        return Map.of("Ref", logicalId);
    }

    static Map<String, Object> getArn(String logicalId) {
        return Map.of("Fn::GetAtt", List.of(logicalId, "Arn"));
    }

    static Map<String, Object> join(Object parts) {
        return Map.of("Fn::Join", List.of("", parts));
    }

    /** What stands at the end of a path of keys and indexes. */
    @SuppressWarnings("unchecked")
    static <T> T at(Object tree, Object... path) {
        Object value = tree;
        for (Object key : path) {
            value = key instanceof Integer index ? ((List<?>) value).get(index) : ((Map<?, ?>) value).get(key);
        }
        return (T) value;
    }

    /** What cdk reads. */
    private record CdkJson(Map<String, Object> context) {
    }
}
