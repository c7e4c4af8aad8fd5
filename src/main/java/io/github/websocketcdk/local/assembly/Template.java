package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A CloudFormation template, whose functions resolve to what stands for the resources on this machine. */
final class Template {

    private static final String ACCOUNT = "000000000000";
    private static final Pattern VARIABLE = Pattern.compile("[$][{]([^!}][^}]*)}");

    private final JsonObject template;
    private final Map<String, String> pseudoParameters;
    private final String region;
    private final Map<String, String> urls;

    /**
     * A template as synthesized.
     *
     * @param gateway the gateway's own host and port, which the API's URLs become
     */
    Template(JsonObject template, String stackName, String region, String gateway) {
        this.template = template;
        this.region = region;
        this.pseudoParameters = Map.of("AWS::Region", region, "AWS::AccountId", ACCOUNT, "AWS::Partition", "aws",
                "AWS::URLSuffix", "amazonaws.com", "AWS::StackName", stackName, "AWS::StackId", arn("cloudformation",
                        "stack/" + stackName + "/local"), "AWS::NoValue", "");
        String host = "://" + Deployment.API_ID + ".execute-api." + region + ".amazonaws.com";
        this.urls = Map.of("https" + host, "http://" + gateway, "wss" + host, "ws://" + gateway);
    }

    String region() {
        return region;
    }

    /** All resources, by logical id. */
    Map<String, JsonObject> resources() {
        Map<String, JsonObject> resources = new LinkedHashMap<>();
        object(template, "Resources").entrySet()
                .forEach(e -> resources.put(e.getKey(), e.getValue().getAsJsonObject()));
        return resources;
    }

    /** The properties of the resources of one type, by logical id. */
    Map<String, JsonObject> resources(String type) {
        return resources().entrySet().stream()
                .filter(e -> e.getValue().get("Type").getAsString().equals(type))
                .collect(Collectors.toMap(Map.Entry::getKey, e -> object(e.getValue(), "Properties"), (a, b) -> a,
                        LinkedHashMap::new));
    }

    /** A property's value, or the default where there is none. */
    String resolve(String logicalId, JsonObject properties, String name, String defaultValue) {
        return properties.has(name) ? resolve(properties.get(name), logicalId + "." + name) : defaultValue;
    }

    /**
     * A value with its references and functions resolved.
     *
     * @param place where the value stands: said where it cannot be resolved
     */
    String resolve(JsonElement value, String place) {
        String resolved = raw(value, place);
        for (Map.Entry<String, String> url : urls.entrySet()) {
            resolved = resolved.replace(url.getKey(), url.getValue());
        }
        return resolved;
    }

    /** A nested object, empty where there is none. */
    static JsonObject object(JsonObject object, String name) {
        return object.has(name) ? object.getAsJsonObject(name) : new JsonObject();
    }

    private String raw(JsonElement value, String place) {
        if (value.isJsonPrimitive()) {
            return value.getAsString();
        }
        if (!value.isJsonObject() || value.getAsJsonObject().size() != 1) {
            throw new IllegalStateException(place + ": expected a string in the template, found " + value);
        }
        Map.Entry<String, JsonElement> function = value.getAsJsonObject().entrySet().iterator().next();
        JsonElement argument = function.getValue();
        return switch (function.getKey()) {
            case "Ref" -> ref(argument.getAsString(), place);
            case "Fn::GetAtt" -> argument.isJsonArray()
                    ? attribute(argument.getAsJsonArray().get(0).getAsString(),
                            argument.getAsJsonArray().get(1).getAsString(), place)
                    : variable(argument.getAsString(), place);
            case "Fn::Join" -> join(argument.getAsJsonArray(), place);
            case "Fn::Sub" -> substitute(argument, place);
            default -> throw new IllegalStateException(place + ": local does not resolve " + function.getKey());
        };
    }

    private String join(JsonArray argument, String place) {
        return StreamSupport.stream(argument.get(1).getAsJsonArray().spliterator(), false)
                .map(part -> raw(part, place))
                .collect(Collectors.joining(argument.get(0).getAsString()));
    }

    private String substitute(JsonElement argument, String place) {
        JsonArray array = argument.isJsonArray() ? argument.getAsJsonArray() : new JsonArray();
        Map<String, String> variables = new HashMap<>();
        if (array.size() > 1) {
            array.get(1).getAsJsonObject().entrySet()
                    .forEach(e -> variables.put(e.getKey(), raw(e.getValue(), place)));
        }
        String text = array.isEmpty() ? argument.getAsString() : array.get(0).getAsString();
        return VARIABLE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(variables.containsKey(found.group(1))
                        ? variables.get(found.group(1)) : variable(found.group(1), place)))
                .replace("$" + "{!", "$" + "{");
    }

    private String variable(String name, String place) {
        int dot = name.indexOf('.');
        return dot < 0 ? ref(name, place) : attribute(name.substring(0, dot), name.substring(dot + 1), place);
    }

    private String ref(String id, String place) {
        if (pseudoParameters.containsKey(id)) {
            return pseudoParameters.get(id);
        }
        JsonObject parameter = object(object(template, "Parameters"), id);
        if (parameter.has("Default")) {
            return parameter.get("Default").getAsString();
        }
        JsonObject properties = object(resource(id, place), "Properties");
        return switch (type(id, place)) {
            case "AWS::ApiGatewayV2::Api" -> Deployment.API_ID;
            case "AWS::ApiGatewayV2::Stage" -> resolve(id, properties, "StageName", "$default");
            case "AWS::ApiGatewayV2::Integration", "AWS::ApiGatewayV2::Route", "AWS::IAM::Role" -> id;
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable" -> resolve(id, properties, "TableName", id);
            case "AWS::Lambda::Function" -> resolve(id, properties, "FunctionName", id);
            case "AWS::Lambda::Version" -> functionArn(properties, place) + ":1";
            case "AWS::Lambda::Alias" -> functionArn(properties, place) + ":" + resolve(id, properties, "Name", id);
            case "AWS::Logs::LogGroup" -> resolve(id, properties, "LogGroupName", id);
            default -> throw unresolved(place, id, "its Ref");
        };
    }

    /** What {@code Fn::GetAtt} gives. */
    String attribute(String id, String name, String place) {
        return switch (type(id, place) + "." + name) {
            case "AWS::ApiGatewayV2::Api.ApiId" -> Deployment.API_ID;
            case "AWS::ApiGatewayV2::Api.ApiEndpoint" ->
                    "wss://" + Deployment.API_ID + ".execute-api." + region + ".amazonaws.com";
            case "AWS::DynamoDB::Table.Arn", "AWS::DynamoDB::GlobalTable.Arn" ->
                    arn("dynamodb", "table/" + ref(id, place));
            case "AWS::Lambda::Function.Arn" -> arn("lambda", "function:" + ref(id, place));
            case "AWS::Lambda::Version.FunctionArn", "AWS::Lambda::Alias.AliasArn", "AWS::Lambda::Alias.FunctionArn" ->
                    ref(id, place);
            case "AWS::Lambda::Version.Version" -> "1";
            case "AWS::Logs::LogGroup.Arn" -> arn("logs", "log-group:" + ref(id, place) + ":*");
            case "AWS::IAM::Role.Arn" -> "arn:aws:iam::" + ACCOUNT + ":role/" + id;
            default -> throw unresolved(place, id, "its attribute " + name);
        };
    }

    /** A version and an alias name their function by name or by ARN. */
    private String functionArn(JsonObject properties, String place) {
        String function = resolve(place, properties, "FunctionName", "");
        return function.startsWith("arn:") ? function : arn("lambda", "function:" + function);
    }

    private String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    private String type(String id, String place) {
        return resource(id, place).get("Type").getAsString();
    }

    private JsonObject resource(String id, String place) {
        JsonObject resource = object(object(template, "Resources"), id);
        if (!resource.has("Type")) {
            throw new IllegalStateException(place + " refers to " + id + ", which is not in the template");
        }
        return resource;
    }

    private IllegalStateException unresolved(String place, String id, String what) {
        return new IllegalStateException(place + " needs " + id + " (" + type(id, place)
                + "): local does not run that, and cannot resolve " + what);
    }
}
