package io.github.websocketcdk.local.assembly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The routes of the API, and why some of them do not run here. */
final class RouteReader {
    /** The type of integration that runs. */
    static final String RUN = "AWS_PROXY";

    /** Whose answer no client sees: without an integration that runs, they pass. */
    private static final Set<String> LIFECYCLE = Set.of("$connect", "$disconnect");
    private static final String MOCK = "MOCK";

    private final Stacks stacks;
    private final FunctionReader functions;
    private final Map<String, String> stageVariables;
    private final Map<String, Authorizer> authorizers;
    private final Map<String, Route> byKey = new LinkedHashMap<>();
    private final List<String> notRun = new ArrayList<>();

    RouteReader(Stacks stacks, FunctionReader functions, Map<String, String> stageVariables,
            Map<String, Authorizer> authorizers) {
        this.stacks = stacks;
        this.functions = functions;
        this.stageVariables = stageVariables;
        this.authorizers = authorizers;
        stacks.ofTheApi(ResourceTypes.ROUTE).forEach(this::add);
    }

    Map<String, Route> byKey() {
        return byKey;
    }

    /** A line for each that does not run. */
    List<String> notRun() {
        return notRun;
    }

    private void add(Resource route) {
        String key = route.text("RouteKey", "");
        String target = route.text("Target", "").replaceFirst("^integrations/", "");
        Optional<Resource> integration = stacks.ofTheApi(ResourceTypes.INTEGRATION).stream()
                .filter(resource -> resource.id().equals(target)).findFirst();
        Optional<Resource> function = integration.flatMap(i -> functions.find(uri(i)));
        String reason = reason(integration, function);
        if (reason != null) {
            notRun.add("route " + key + ": " + reason);
            if (LIFECYCLE.contains(key) && type(integration).equals(MOCK)) {
                return;
            }
        }
        byKey.put(key, new Route(key, reason == null ? function.get().id() : null, reason, hasResponse(route),
                integration.map(i -> i.number("TimeoutInMillis", 0)).filter(millis -> millis > 0)
                        .map(Duration::ofMillis).orElse(null),
                authorizer(route), route.text("ApiKeyRequired", "").equals("true"),
                route.text("OperationName", null)));
    }

    /** Why a route does not run; null if it does. */
    private String reason(Optional<Resource> integration, Optional<Resource> function) {
        if (integration.isEmpty()) {
            return "it has no integration";
        } else if (!type(integration).equals(RUN)) {
            return "its integration is of type " + type(integration);
        } else if (function.isEmpty()) {
            return "its function is not in the app: " + uri(integration.get());
        }
        String notRunFunction = functions.notRun().get(function.get());
        return notRunFunction == null ? null : "of its function " + function.get().id() + ", " + notRunFunction;
    }

    private static String type(Optional<Resource> integration) {
        return integration.map(i -> i.text("IntegrationType", "")).orElse("");
    }

    private String uri(Resource integration) {
        String uri = integration.text("IntegrationUri", "");
        for (Map.Entry<String, String> variable : stageVariables.entrySet()) {
            uri = uri.replace("$" + "{stageVariables." + variable.getKey() + "}", variable.getValue());
        }
        return uri;
    }

    private boolean hasResponse(Resource route) {
        return stacks.ofTheApi(ResourceTypes.ROUTE_RESPONSE).stream()
                .anyMatch(response -> response.text("RouteId", "").equals(route.id()));
    }

    private String authorizer(Resource route) {
        String id = route.text("AuthorizerId", null);
        return authorizers.containsKey(id) ? id : null;
    }
}
