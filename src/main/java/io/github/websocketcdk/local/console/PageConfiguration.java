package io.github.websocketcdk.local.console;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;

/**
 * What the page knows of a deployment:
 * {@code {"instance":"…","name":"dev-chat","stage":"dev","region":"us-east-1","endpoint":"ws://localhost:3001/dev",
 * "dynamoDb":"http://localhost:8000","routeSelectionExpression":"$request.body.action","routes":["$connect"],
 * "authorized":false}}. {@code instance} is another one after each start, {@code authorized} says that
 * {@code $connect} has an authorizer.
 */
final class PageConfiguration {
    private PageConfiguration() {
    }

    static JsonObject of(Deployment deployment, String instance, String endpoint, String dynamoDb) {
        JsonObject json = new JsonObject();
        json.addProperty("instance", instance);
        json.addProperty("name", deployment.name());
        json.addProperty("stage", deployment.stage());
        json.addProperty("region", deployment.region());
        json.addProperty("endpoint", endpoint);
        json.addProperty("dynamoDb", dynamoDb);
        json.addProperty("routeSelectionExpression", deployment.routeSelectionExpression());
        JsonArray routes = new JsonArray();
        deployment.routes().keySet().forEach(routes::add);
        json.add("routes", routes);
        Route connect = deployment.routes().get("$connect");
        json.addProperty("authorized", connect != null && connect.authorizer() != null);
        return json;
    }
}
