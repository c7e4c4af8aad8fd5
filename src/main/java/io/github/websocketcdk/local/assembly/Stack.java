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

    private static final String SSM_PARAMETER = "AWS::SSM::Parameter::Value<";

    private final StackArtifact artifact;
    private final Surroundings surroundings;
    private final BiFunction<String, String, JsonElement> parameters;
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
     * @param parameters a parameter's value for a place that refers to it; null if none is given
     */
    private Stack(StackArtifact artifact, Surroundings surroundings,
                  BiFunction<String, String, JsonElement> parameters) {
        this.artifact = artifact;
        this.surroundings = surroundings;
        this.parameters = parameters;
        this.arns = new Arns(artifact.account(), artifact.region());
        section("Resources").entrySet().forEach(e -> {
            JsonObject resource = e.getValue().getAsJsonObject();
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
                resource.get("Type").getAsString(), JsonFiles.object(resource, "Properties"),
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
                .forEach(resource -> surroundings.parameters().add(() -> resource.text("Name", resource.id()),
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
            default -> section("Parameters").has(name)
                    ? parameter(name, section("Parameters").getAsJsonObject(name), place)
                    : ofResource(name, "Ref", place, resource -> surroundings.values().ref(resource, arns));
        };
    }

    private JsonElement parameter(String name, JsonObject declaration, String place) {
        String type = JsonFiles.text(declaration, "Type", "String");
        JsonElement given = Optional.ofNullable(parameters.apply(name, place)).orElse(declaration.get("Default"));
        if (given == null) {
            return placeholder(name, "the parameter " + name + ", which has no value", place);
        }
        JsonElement value = type.startsWith(SSM_PARAMETER) ? ssmParameter(given.getAsString(), place) : given;
        if (!type.contains("List") || value.isJsonArray()) {
            return value;
        }
        JsonArray list = new JsonArray();
        Stream.of(value.getAsString().split(",")).map(String::trim).forEach(list::add);
        return list;
    }

    private JsonElement ssmParameter(String name, String place) {
        return surroundings.parameters().find(name, place)
                .orElseGet(() -> placeholder("ssm:" + name, "the SSM parameter " + name, place));
    }

    @Override
    public JsonElement attribute(String logicalId, String attribute, String place) {
        JsonObject output = nested.containsKey(logicalId) && attribute.startsWith("Outputs.")
                ? JsonFiles.object(nested.get(logicalId).section("Outputs"), attribute.replaceFirst("Outputs.", ""))
                : new JsonObject();
        return output.has("Value") ? nested.get(logicalId).intrinsics.evaluate(output.get("Value"), place)
                : ofResource(logicalId, attribute, place,
                        resource -> surroundings.values().attribute(resource, attribute, arns));
    }

    private JsonElement ofResource(String logicalId, String attribute, String place,
                                   Function<Resource, Optional<String>> known) {
        Resource resource = resources.get(logicalId);
        if (resource == null) {
            return placeholder(logicalId + "." + attribute, logicalId + ", which is not in the template", place);
        }
        String what = resource.id() + "." + attribute;
        return known.apply(resource).<JsonElement>map(JsonPrimitive::new).orElseGet(() -> placeholder(what,
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
                .orElseGet(() -> placeholder(export, "the export " + export + " of another app", place));
    }

    @Override
    public String dynamicReference(String reference, String place) {
        if (reference.contains(References.PLACEHOLDER)) {
            return References.PLACEHOLDER + reference.replace(References.PLACEHOLDER, "");
        }
        String[] parts = reference.split(":");
        return (parts[0].equals("ssm") && parts.length > 1 ? ssmParameter(parts[1], place)
                : placeholder(reference, "{{resolve:" + reference + "}}", place)).getAsString();
    }

    @Override
    public List<String> availabilityZones(String region) {
        String of = region.isEmpty() ? artifact.region() : region;
        return List.of(of + "a", of + "b", of + "c");
    }

    @Override
    public JsonElement unknown(String what, String place) {
        return placeholder(what, what, place);
    }

    private JsonElement placeholder(String what, String description, String place) {
        return new JsonPrimitive(surroundings.references().placeholder(what, description, place));
    }
}
