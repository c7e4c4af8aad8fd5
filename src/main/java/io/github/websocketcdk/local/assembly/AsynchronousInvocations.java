package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what becomes of a function's asynchronous invocations, by the qualifiers that it can be invoked with. */
final class AsynchronousInvocations {
    private static final String LATEST = "$LATEST";

    private final Resource function;
    private final Stacks stacks;

    private AsynchronousInvocations(Resource function, Stacks stacks) {
        this.function = function;
        this.stacks = stacks;
    }

    static Map<String, EventInvokeConfig> of(Resource function, Stacks stacks) {
        return new AsynchronousInvocations(function, stacks).qualifiers();
    }

    private Map<String, EventInvokeConfig> qualifiers() {
        List<String> deadLetters = destination(function.object("DeadLetterConfig"), "TargetArn");
        EventInvokeConfig unconfigured = new EventInvokeConfig(2, Duration.ofHours(6), deadLetters, List.of());
        Map<String, EventInvokeConfig> qualifiers = new LinkedHashMap<>(Map.of(LATEST, unconfigured));
        ofFunction("AWS::Lambda::Version").forEach(version ->
                qualifiers.put(version.attribute("Version"), unconfigured));
        ofFunction("AWS::Lambda::Alias").forEach(alias -> qualifiers.put(alias.text("Name", ""), unconfigured));
        ofFunction(ResourceTypes.EVENT_INVOKE_CONFIG).forEach(config ->
                qualifiers.put(config.text("Qualifier", LATEST), config(config, deadLetters)));
        return qualifiers;
    }

    private EventInvokeConfig config(Resource config, List<String> deadLetters) {
        JsonObject destinations = config.object("DestinationConfig", function.name());
        List<String> onFailure = new ArrayList<>(deadLetters);
        onFailure.addAll(destination(JsonFiles.object(destinations, "OnFailure"), "Destination"));
        return new EventInvokeConfig((int) config.number("MaximumRetryAttempts", 2),
                Duration.ofSeconds(config.number("MaximumEventAgeInSeconds", 21_600)), onFailure,
                destination(JsonFiles.object(destinations, "OnSuccess"), "Destination"));
    }

    /** The function's versions, aliases and the like, which name it by name or by ARN. */
    private List<Resource> ofFunction(String type) {
        String arn = function.attribute("Arn");
        return stacks.resources(type).stream()
                .filter(resource -> arn.endsWith(":" + resource.text("FunctionName", "").replaceFirst(".*:", "")))
                .toList();
    }

    private List<String> destination(JsonObject properties, String name) {
        JsonElement arn = properties.get(name);
        return arn == null ? List.of() : List.of(stacks.references().describe(arn.getAsString()));
    }
}
