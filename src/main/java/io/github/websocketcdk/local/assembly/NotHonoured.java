package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The properties of what is run here that do nothing here. */
final class NotHonoured {
    /** What is honoured, and what makes no difference to a client or a function. */
    private static final Map<String, Set<String>> HONOURED = Map.of(
            ResourceTypes.API, Set.of("Name", "ProtocolType", "RouteSelectionExpression", "Description", "Tags",
                    "Version", "IpAddressType", "ApiKeySelectionExpression"),
            ResourceTypes.STAGE, Set.of("ApiId", "StageName", "StageVariables", "AutoDeploy", "DeploymentId",
                    "Description", "Tags", "AccessLogSettings"),
            ResourceTypes.ROUTE, Set.of("ApiId", "RouteKey", "Target", "OperationName", "AuthorizerId",
                    "RouteResponseSelectionExpression"),
            ResourceTypes.ROUTE_RESPONSE, Set.of("ApiId", "RouteId", "RouteResponseKey"),
            ResourceTypes.INTEGRATION, Set.of("ApiId", "IntegrationType", "IntegrationUri", "IntegrationMethod",
                    "TimeoutInMillis", "CredentialsArn", "Description", "PayloadFormatVersion", "PassthroughBehavior"),
            ResourceTypes.AUTHORIZER, Set.of("ApiId", "AuthorizerType", "AuthorizerUri", "IdentitySource", "Name",
                    "AuthorizerCredentialsArn", "AuthorizerPayloadFormatVersion"),
            ResourceTypes.FUNCTION, Set.of("FunctionName", "Handler", "Code", "Environment", "Runtime", "Timeout",
                    "MemorySize", "LoggingConfig", "DeadLetterConfig", "Role", "Architectures", "Description", "Tags",
                    "SnapStart", "KmsKeyArn", "PackageType", "CodeSigningConfigArn", "RuntimeManagementConfig",
                    "EphemeralStorage", "RecursiveLoop"));
    /** The values of other properties that ask for nothing. */
    private static final Map<String, Set<String>> WITHOUT_EFFECT = Map.of(
            "ApiKeyRequired", Set.of("false"),
            "AuthorizationType", Set.of("NONE", "CUSTOM"),
            "ConnectionType", Set.of("INTERNET"),
            "DisableSchemaValidation", Set.of("false"),
            "DisableExecuteApiEndpoint", Set.of("false"),
            "TracingConfig", Set.of("{\"Mode\":\"PassThrough\"}"),
            "Layers", Set.of("[]"));

    private NotHonoured() {
    }

    /** A line for each. */
    static List<String> lines(Stacks stacks, FunctionReader functions) {
        Stream<Resource> ofTheApi = Stream.of(ResourceTypes.STAGE, ResourceTypes.ROUTE, ResourceTypes.ROUTE_RESPONSE,
                ResourceTypes.AUTHORIZER).flatMap(type -> stacks.ofTheApi(type).stream());
        Stream<Resource> integrations = stacks.ofTheApi(ResourceTypes.INTEGRATION).stream()
                .filter(integration -> integration.text("IntegrationType", "").equals(RouteReader.RUN));
        Stream<Resource> run = stacks.resources(ResourceTypes.FUNCTION).stream()
                .filter(function -> functions.run().containsKey(function.id()));
        return Stream.of(Stream.of(stacks.api()), ofTheApi, integrations, run).flatMap(resources -> resources)
                .flatMap(NotHonoured::lines).toList();
    }

    private static Stream<String> lines(Resource resource) {
        String title = resource.type().equals(ResourceTypes.ROUTE) ? "route " + resource.text("RouteKey", "")
                : resource.description();
        return resource.properties().keySet().stream()
                .filter(property -> !HONOURED.get(resource.type()).contains(property))
                .filter(property -> asksForSomething(property, resource.value(property)))
                .map(property -> title + ": " + property + (resource.value(property).isJsonPrimitive()
                        ? " " + resource.text(property, "") : ""));
    }

    private static boolean asksForSomething(String property, JsonElement value) {
        String text = value.isJsonPrimitive() ? value.getAsString() : value.toString();
        return !value.isJsonNull() && !WITHOUT_EFFECT.getOrDefault(property, Set.of()).contains(text)
                && (!property.endsWith("RouteSettings") || text.contains("Throttling"));
    }
}
