package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a cloud assembly deploys: its WebSocket API with routes and functions, and its tables.
 *
 * @param functions by logical id
 * @param tables the properties of each in the template, by the table's name
 * @param notRun what stands in the template and is not run here, by logical id and type
 */
public record Deployment(String region, String stage, String routeSelectionExpression, Map<String, Route> routes,
                         Map<String, FunctionConfiguration> functions, Map<String, JsonObject> tables,
                         List<String> notRun) {
}
