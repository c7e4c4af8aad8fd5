package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a cloud assembly deploys. */
public final class AssemblyReader {

    private static final String API_GATEWAY = "AWS::ApiGatewayV2::";
    private static final Pattern FUNCTION_ARN =
            Pattern.compile("/functions/arn:[^/]*:function:([^:/]+)[^/]*/invocations");
    /** Permissions, logs and the like: nothing to run, and no surprise that it is missing here. */
    private static final Set<String> NOTHING_TO_RUN = Set.of("AWS::CDK::Metadata", "AWS::IAM::Role", "AWS::IAM::Policy",
            "AWS::IAM::ManagedPolicy", "AWS::Lambda::Permission", "AWS::Lambda::Version", "AWS::Lambda::Alias",
            "AWS::Logs::LogGroup", "AWS::ApiGatewayV2::Deployment");
    private static final Set<String> RUN = Set.of("AWS::ApiGatewayV2::Route", "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::RouteResponse", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Stage",
            "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Lambda::Function",
            "AWS::Lambda::EventInvokeConfig");
    private static final String LATEST = "$LATEST";

    private AssemblyReader() {
    }

    /**
     * Reads the one WebSocket API of an assembly, with its functions, and the tables.
     *
     * @param gateway the gateway's own host and port
     * @throws IllegalStateException if there is no WebSocket API in it, or one that cannot run here
     */
    public static Deployment read(Path assembly, String gateway) {
        JsonObject artifacts = json(assembly, "manifest.json").getAsJsonObject("artifacts");
        for (Map.Entry<String, JsonElement> entry : artifacts.entrySet()) {
            JsonObject artifact = entry.getValue().getAsJsonObject();
            if (artifact.get("type").getAsString().equals("aws:cloudformation:stack")) {
                String file = artifact.getAsJsonObject("properties").get("templateFile").getAsString();
                String[] environment = artifact.get("environment").getAsString().split("/");
                String region = environment[environment.length - 1];
                Template template = new Template(json(assembly, file), entry.getKey(),
                        region.startsWith("unknown") ? "us-east-1" : region, gateway);
                Optional<String> api = webSocketApi(template);
                if (api.isPresent()) {
                    return new Reader(template, assembly).read(api.get());
                }
            }
        }
        throw new IllegalStateException("No stack of the app has a WebSocket API (AWS::ApiGatewayV2::Api)");
    }

    private static Optional<String> webSocketApi(Template template) {
        List<String> apis = template.resources(API_GATEWAY + "Api").entrySet().stream()
                .filter(api -> api.getValue().get("ProtocolType").getAsString().equals("WEBSOCKET"))
                .map(Map.Entry::getKey)
                .toList();
        if (apis.size() > 1) {
            throw new IllegalStateException("local runs one WebSocket API, and the stack has "
                    + String.join(", ", apis));
        }
        return apis.stream().findFirst();
    }

    private static JsonObject json(Path directory, String file) {
        try {
            return JsonParser.parseString(Files.readString(directory.resolve(file))).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + directory.resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** Reads one template. */
    private record Reader(Template template, Path assembly) {

        Deployment read(String api) {
            JsonObject properties = template.resources(API_GATEWAY + "Api").get(api);
            String stage = template.resources(API_GATEWAY + "Stage").entrySet().stream()
                    .map(e -> template.resolve(e.getKey(), e.getValue(), "StageName", ""))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(api + " has no stage (AWS::ApiGatewayV2::Stage)"));
            Map<String, Route> routes = new LinkedHashMap<>();
            Map<String, FunctionConfiguration> functions = new LinkedHashMap<>();
            template.resources(API_GATEWAY + "Route").forEach((id, route) -> {
                String function = functionOf(id, route);
                String key = template.resolve(id, route, "RouteKey", "");
                routes.put(key, new Route(key, function, null, hasResponse(id), null, null, false, null));
                functions.computeIfAbsent(function, this::function);
            });
            List<String> notRun = new ArrayList<>();
            template.resources("AWS::Lambda::Function").keySet().forEach(id -> {
                try {
                    functions.computeIfAbsent(id, this::function);
                } catch (IllegalStateException e) {
                    // No route needs it: the others run all the same.
                    notRun.add(id + " (AWS::Lambda::Function): " + e.getMessage());
                }
            });
            notRun.addAll(notRun());
            Map<String, JsonObject> tables = new LinkedHashMap<>();
            for (String type : List.of("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")) {
                template.resources(type).forEach((id, table) ->
                        tables.put(template.resolve(id, table, "TableName", id), table));
            }
            return new Deployment("000000000000", template.region(), template.resolve(api, properties, "Name", api),
                    stage, Map.of(), template.resolve(api, properties, "RouteSelectionExpression", ""), routes,
                    Map.of(), functions, tables, notRun, List.of());
        }

        private String functionOf(String routeId, JsonObject route) {
            String target = template.resolve(routeId, route, "Target", "").replaceFirst("^integrations/", "");
            JsonObject integration = template.resources(API_GATEWAY + "Integration").get(target);
            if (integration == null) {
                throw new IllegalStateException(routeId + ".Target: no integration in the template");
            }
            String type = template.resolve(target, integration, "IntegrationType", "");
            Matcher uri = FUNCTION_ARN.matcher(template.resolve(target, integration, "IntegrationUri", ""));
            if (!type.equals("AWS_PROXY") || !uri.find()) {
                throw new IllegalStateException(target + ": local runs integrations of type AWS_PROXY with a "
                        + "function, not " + type);
            }
            return template.resources("AWS::Lambda::Function").entrySet().stream()
                    .filter(f -> template.resolve(f.getKey(), f.getValue(), "FunctionName", f.getKey())
                            .equals(uri.group(1)))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(target + ": function " + uri.group(1)
                            + " is not in the template"));
        }

        private boolean hasResponse(String routeId) {
            return template.resources(API_GATEWAY + "RouteResponse").entrySet().stream()
                    .anyMatch(e -> template.resolve(e.getKey(), e.getValue(), "RouteId", "").equals(routeId));
        }

        private FunctionConfiguration function(String id) {
            JsonObject properties = template.resources("AWS::Lambda::Function").get(id);
            String runtime = template.resolve(id, properties, "Runtime", "none");
            if (!runtime.startsWith("java")) {
                throw new IllegalStateException(id + ".Runtime is " + runtime + ": local runs functions in Java only");
            }
            Map<String, String> environment = new LinkedHashMap<>();
            Template.object(Template.object(properties, "Environment"), "Variables").entrySet().forEach(e ->
                    environment.put(e.getKey(), template.resolve(e.getValue(), id + "." + e.getKey())));
            JsonElement asset = Template.object(template.resources().get(id), "Metadata").get("aws:asset:path");
            if (asset == null) {
                throw new IllegalStateException(id + ".Code: local runs functions whose code is a file of the app");
            }
            return new FunctionConfiguration(id, id.replaceFirst("[0-9A-F]{8}$", ""), template.attribute(id, "Arn", id),
                    template.resolve(id, properties, "Handler", ""),
                    assembly.resolve(asset.getAsString()), environment, runtime,
                    Duration.ofSeconds(Long.parseLong(template.resolve(id, properties, "Timeout", "3"))),
                    Integer.parseInt(template.resolve(id, properties, "MemorySize", "128")),
                    qualifiers(id, properties), new LoggingConfig("Text", null, null,
                            "/aws/lambda/" + template.resolve(id, properties, "FunctionName", id)));
        }

        private Map<String, EventInvokeConfig> qualifiers(String id, JsonObject properties) {
            List<String> deadLetters = destination(Template.object(properties, "DeadLetterConfig"), "TargetArn");
            EventInvokeConfig unconfigured = new EventInvokeConfig(2, Duration.ofHours(6), deadLetters, List.of());
            Map<String, EventInvokeConfig> qualifiers = new LinkedHashMap<>(Map.of(LATEST, unconfigured));
            ofFunction(id, "Version").forEach((version, of) ->
                    qualifiers.put(template.attribute(version, "Version", version), unconfigured));
            ofFunction(id, "Alias").forEach((alias, of) ->
                    qualifiers.put(template.resolve(alias, of, "Name", ""), unconfigured));
            ofFunction(id, "EventInvokeConfig").forEach((config, of) -> {
                JsonObject destinations = Template.object(of, "DestinationConfig");
                List<String> onFailure = new ArrayList<>(deadLetters);
                onFailure.addAll(destination(Template.object(destinations, "OnFailure"), "Destination"));
                qualifiers.put(template.resolve(config, of, "Qualifier", LATEST), new EventInvokeConfig(
                        Integer.parseInt(template.resolve(config, of, "MaximumRetryAttempts", "2")),
                        Duration.ofSeconds(Long.parseLong(
                                template.resolve(config, of, "MaximumEventAgeInSeconds", "21600"))),
                        onFailure, destination(Template.object(destinations, "OnSuccess"), "Destination")));
            });
            return qualifiers;
        }

        /** The function's versions, aliases and the like, which name it by name or by ARN. */
        private Map<String, JsonObject> ofFunction(String function, String type) {
            String arn = template.attribute(function, "Arn", function);
            Map<String, JsonObject> resources = template.resources("AWS::Lambda::" + type);
            resources.entrySet().removeIf(e ->
                    !arn.endsWith(":" + template.resolve(e.getKey(), e.getValue(), "FunctionName", "")
                            .replaceFirst(".*:", "")));
            return resources;
        }

        /** What local may not run, and so cannot resolve: by logical id and type. */
        private List<String> destination(JsonObject properties, String name) {
            JsonElement value = properties.get(name);
            if (value == null) {
                return List.of();
            }
            if (!value.isJsonObject()) {
                return List.of(value.getAsString());
            }
            JsonElement reference = value.getAsJsonObject().entrySet().iterator().next().getValue();
            String id = reference.isJsonArray() ? reference.getAsJsonArray().get(0).getAsString()
                    : reference.getAsString();
            JsonObject resource = template.resources().get(id);
            return List.of(resource == null ? id : id + " (" + resource.get("Type").getAsString() + ")");
        }

        private List<String> notRun() {
            return template.resources().entrySet().stream()
                    .map(e -> Map.entry(e.getKey(), e.getValue().get("Type").getAsString()))
                    .filter(e -> !RUN.contains(e.getValue()) && !NOTHING_TO_RUN.contains(e.getValue()))
                    .map(e -> e.getKey() + " (" + e.getValue() + ")")
                    .toList();
        }
    }
}
