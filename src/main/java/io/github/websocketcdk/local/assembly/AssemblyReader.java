package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a cloud assembly deploys. */
public final class AssemblyReader {

    private static final Pattern EXECUTE_API = Pattern.compile(
            "(http|ws)s://" + Deployment.API_ID + "[.]execute-api[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?");

    private static final List<String> SCHEMA = List.of("AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes",
            "GlobalSecondaryIndexes", "StreamSpecification", "TimeToLiveSpecification");

    private AssemblyReader() {
    }

    /**
     * Reads the first WebSocket API of an assembly, with the functions and tables of all its stacks, also nested ones
     * and those of CDK stages; without the stacks and CDK stages of other WebSocket APIs that this one does not need.
     *
     * @param gateway the gateway's own host and port, which the API's URLs lead to
     * @throws IllegalStateException if there is no WebSocket API in it, or one file of it is missing or malformed
     */
    public static Deployment read(Path assembly, String gateway) {
        Stacks stacks = Stacks.read(assembly);
        FunctionReader functions = new FunctionReader(stacks,
                url -> EXECUTE_API.matcher(url).replaceAll("$1://" + gateway));
        Resource stage = stacks.ofTheApi(ResourceTypes.STAGE).stream().findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        stacks.api().id() + " has no stage (" + ResourceTypes.STAGE + ")"));
        Map<String, String> stageVariables = new LinkedHashMap<>();
        stage.object("StageVariables").entrySet()
                .forEach(e -> stageVariables.put(e.getKey(), e.getValue().getAsString()));
        AuthorizerReader authorizers = new AuthorizerReader(stacks, functions);
        RouteReader routes = new RouteReader(stacks, functions, stageVariables, authorizers.run());
        Map<String, JsonObject> tables = tables(stacks);
        StackArtifact stack = stacks.stackOfTheApi();
        return new Deployment(stack.account(), stack.region(), stacks.api().text("Name", stacks.api().id()),
                stage.text("StageName", "$default"), stageVariables,
                stacks.api().text("RouteSelectionExpression", ""), routes.byKey(), authorizers.run(), functions.run(),
                tables, NotRun.lines(stacks, functions, authorizers, routes), NotHonoured.lines(stacks, functions));
    }

    private static Map<String, JsonObject> tables(Stacks stacks) {
        Map<String, JsonObject> tables = new LinkedHashMap<>();
        for (String type : List.of(ResourceTypes.TABLE, ResourceTypes.GLOBAL_TABLE)) {
            stacks.resources(type).forEach(table ->
                    tables.putIfAbsent(table.text("TableName", table.id()), schema(table)));
        }
        return tables;
    }

    /** What a table is created from: other properties may refer to what is not run, a key for example. */
    private static JsonObject schema(Resource table) {
        JsonObject schema = new JsonObject();
        SCHEMA.stream().filter(table.properties()::has).forEach(name -> schema.add(name, table.value(name)));
        return schema;
    }
}
