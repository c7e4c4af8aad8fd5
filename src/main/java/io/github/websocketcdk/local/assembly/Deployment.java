package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a cloud assembly deploys: its WebSocket API with routes, authorizers and functions, and its tables.
 *
 * @param account the stack's, or twelve zeros where the app leaves it open
 * @param name the API's
 * @param routes by route key
 * @param authorizers those whose function runs here, by id
 * @param functions all that are in Java, also those that no route leads to, by logical id
 * @param tables the properties of each that make it, without intrinsic functions, by the table's name
 * @param notRun a line for each resource that stands in a template and is not run here, or for several of one type
 * @param notHonoured a line for each property of what is run here that does nothing here
 */
public record Deployment(String account, String region, String name, String stage, Map<String, String> stageVariables,
                         String routeSelectionExpression, Map<String, Route> routes,
                         Map<String, Authorizer> authorizers, Map<String, FunctionConfiguration> functions,
                         Map<String, JsonObject> tables, List<String> notRun, List<String> notHonoured) {
    /** The API's id. */
    public static final String API_ID = "local";
}
