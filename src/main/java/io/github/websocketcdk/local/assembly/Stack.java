package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** A stack, whose template's functions are evaluated to what stands for the resources on this machine. */
final class Stack implements Intrinsics.Scope {
    private static final String OUTPUTS = "Outputs.";

    private final StackArtifact artifact;
    private final Surroundings surroundings;
    private final Parameters parameters;
    private final References references;
    private final Arns arns;
    private final Intrinsics intrinsics = new Intrinsics(this);
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, Stack> nested = new LinkedHashMap<>();

    /** A stack with the parameters that its assembly gives it. */
    Stack(StackArtifact artifact, Surroundings surroundings) {
        this(artifact, surroundings, (name, place) -> artifact.parameters().containsKey(name)
                ? new JsonPrimitive(artifact.parameters().get(name)) : null);
    }

    /**
     * A stack.
     *
     * @param given a parameter's value for a place that refers to it; null if none is given
     */
    private Stack(StackArtifact artifact, Surroundings surroundings, BiFunction<String, String, JsonElement> given) {
        this.artifact = artifact;
        this.surroundings = surroundings;
        this.references = surroundings.references();
        this.parameters = new Parameters(section("Parameters"), given, surroundings.ssmParameters(), references);
        this.arns = new Arns(artifact.account(), artifact.region());
        section("Resources").entrySet().forEach(e -> {
            // Fn::ForEach is an array.
            JsonObject resource = e.getValue().isJsonObject() ? e.getValue().getAsJsonObject() : new JsonObject();
            if (exists(resource, e.getKey())) {
                resources.put(e.getKey(), resource(e.getKey(), resource));
            }
        });
        resources.values().stream().filter(resource -> resource.type().equals(ResourceTypes.NESTED_STACK))
                .forEach(resource -> surroundings.assets().file(resource, resource.text("TemplateURL", ""))
                        .ifPresent(file -> nested.put(resource.logicalId(), nested(resource, JsonFiles.read(file)))));
        addNamedValues();
    }

    StackArtifact artifact() {
        return artifact;
    }

    /** Its resources, with those of the stacks nested in it. */
    Stream<Resource> resources() {
        return Stream.concat(resources.values().stream().filter(resource -> !nested.containsKey(resource.logicalId())),
                nested.values().stream().flatMap(Stack::resources));
    }

    private JsonObject section(String name) {
        return JsonFiles.object(artifact.template(), name);
    }

    private boolean exists(JsonObject conditional, String place) {
        return !conditional.has("Condition") || condition(conditional.get("Condition").getAsString(), place);
    }

    private Resource resource(String logicalId, JsonObject resource) {
        return new Resource(surroundings.ids().apply(artifact.stackName(), logicalId), logicalId,
                JsonFiles.text(resource, "Type", "no type"), JsonFiles.object(resource, "Properties"),
                JsonFiles.text(JsonFiles.object(resource, "Metadata"), "aws:asset:path", null), artifact.directory(),
                intrinsics);
    }

    private Stack nested(Resource resource, JsonObject template) {
        JsonObject given = JsonFiles.object(resource.properties(), "Parameters");
        StackArtifact part = new StackArtifact(artifact.id(), artifact.path() + "/" + resource.logicalId(),
                artifact.cdkStage(), artifact.stackName() + "-" + resource.logicalId(), artifact.account(),
                artifact.region(), artifact.directory(), template, Map.of(), artifact.dependencies());
        return new Stack(part, surroundings,
                (name, place) -> given.has(name) ? intrinsics.evaluate(given.get(name), place) : null);
    }

    private void addNamedValues() {
        section("Outputs").entrySet().forEach(e -> {
            JsonObject output = e.getValue().getAsJsonObject();
            if (output.has("Export") && exists(output, e.getKey())) {
                surroundings.exports().add(
                        () -> intrinsics.text(output.getAsJsonObject("Export").get("Name"), e.getKey()),
                        place -> intrinsics.evaluate(output.get("Value"), place));
            }
        });
        resources.values().stream().filter(resource -> resource.type().equals("AWS::SSM::Parameter"))
                .forEach(resource -> surroundings.ssmParameters().add(() -> resource.text("Name", resource.id()),
                        place -> intrinsics.evaluate(resource.properties().get("Value"), place)));
    }

    @Override
    public JsonElement ref(String name, String place) {
        return switch (name) {
            case "AWS::AccountId" -> new JsonPrimitive(artifact.account());
            case "AWS::NoValue" -> JsonNull.INSTANCE;
            case "AWS::NotificationARNs" -> new JsonArray();
            case "AWS::Partition" -> new JsonPrimitive(arns.partition());
            case "AWS::Region" -> new JsonPrimitive(artifact.region());
            case "AWS::StackId" -> new JsonPrimitive(
                    arns.of("cloudformation", "stack/" + artifact.stackName() + "/local"));
            case "AWS::StackName" -> new JsonPrimitive(artifact.stackName());
            case "AWS::URLSuffix" -> new JsonPrimitive(arns.urlSuffix());
            default -> parameters.has(name) ? parameters.value(name, place)
                    : ofResource(name, "Ref", place, resource -> surroundings.values().ref(resource, arns));
        };
    }

    @Override
    public JsonElement attribute(String logicalId, String attribute, String place) {
        if (nested.containsKey(logicalId) && attribute.startsWith(OUTPUTS)) {
            return nested.get(logicalId).output(attribute.substring(OUTPUTS.length()), place);
        }
        return ofResource(logicalId, attribute, place,
                resource -> surroundings.values().attribute(resource, attribute, arns));
    }

    private JsonElement output(String name, String place) {
        JsonElement value = JsonFiles.object(section("Outputs"), name).get("Value");
        return value == null ? references.placeholder(name, "the output " + name + " of a nested stack", place)
                : intrinsics.evaluate(value, place);
    }

    private JsonElement ofResource(String logicalId, String attribute, String place,
                                   Function<Resource, Optional<String>> known) {
        Resource resource = resources.get(logicalId);
        if (resource == null) {
            return references.placeholder(logicalId + "." + attribute, logicalId + ", which the stack does not have",
                    place);
        }
        String what = resource.id() + "." + attribute;
        return known.apply(resource).map(JsonPrimitive::new).orElseGet(() -> references.placeholder(what,
                ResourceTypes.isRun(resource.type()) ? what + " (" + resource.type() + ")" : resource.description(),
                place));
    }

    @Override
    public boolean condition(String name, String place) {
        JsonElement condition = section("Conditions").get(name);
        if (condition == null) {
            throw new IllegalStateException(place + ": the condition " + name + " is not in the template");
        }
        return intrinsics.holds(condition, name);
    }

    @Override
    public JsonElement mapping(String map, String topLevelKey, String secondLevelKey) {
        return JsonFiles.object(JsonFiles.object(section("Mappings"), map), topLevelKey).get(secondLevelKey);
    }

    @Override
    public JsonElement importValue(String export, String place) {
        return surroundings.exports().find(export, place)
                .orElseGet(() -> references.placeholder(export, "the export " + export + " of another app", place));
    }

    @Override
    public String dynamicReference(String reference, String place) {
        if (reference.contains(References.PLACEHOLDER)) {
            return References.PLACEHOLDER + reference.replace(References.PLACEHOLDER, "");
        }
        String[] parts = reference.split(":");
        return (parts[0].equals("ssm") && parts.length > 1 ? parameters.ssmParameter(parts[1], place)
                : references.placeholder(reference, "{{resolve:" + reference + "}}", place)).getAsString();
    }

    @Override
    public List<String> availabilityZones(String region) {
        String of = region.isEmpty() ? artifact.region() : region;
        return List.of(of + "a", of + "b", of + "c");
    }

    @Override
    public JsonElement unknown(String what, String place) {
        return references.placeholder(what, what, place);
    }
}
