package io.github.websocketcdk.local.assembly;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads what a cloud assembly deploys. */
public final class AssemblyReader {
    private static final Pattern EXECUTE_API = Pattern.compile(
            "(?:(http|ws)s(://))?" + Deployment.API_ID + "[.]execute-api[.][a-z0-9-]+[.]amazonaws[.]com([.]cn)?");

    private AssemblyReader() {
    }

    /**
     * Reads a WebSocket API of an assembly, with the functions and tables of all its stacks, also nested ones and those
     * of CDK stages; without the stacks and CDK stages of other WebSocket APIs that this one does not need.
     *
     * @param stack the path of the API's stack, {@code Prod/chat}; null for the first that has one
     * @param gateway the gateway's own host and port, which the API's URLs lead to
     * @throws IllegalStateException if there is no such WebSocket API in it, or a file of it is missing or malformed
     */
    public static Deployment read(Path assembly, String stack, String gateway) {
        Stacks stacks = Stacks.read(assembly, stack);
        FunctionReader functions = new FunctionReader(stacks,
                url -> EXECUTE_API.matcher(url).replaceAll("$1$2" + gateway));
        Resource stage = stacks.ofTheApi(ResourceTypes.STAGE).stream().findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        stacks.api().id() + " has no stage (" + ResourceTypes.STAGE + ")"));
        Map<String, String> stageVariables = new LinkedHashMap<>();
        stage.object("StageVariables").entrySet()
                .forEach(e -> stageVariables.put(e.getKey(), e.getValue().getAsString()));
        AuthorizerReader authorizers = new AuthorizerReader(stacks, functions);
        RouteReader routes = new RouteReader(stacks, functions, stageVariables, authorizers.run());
        TableReader tables = new TableReader(stacks);
        StackArtifact artifact = stacks.stackOfTheApi();
        return new Deployment(artifact.account(), artifact.region(), stacks.api().text("Name", stacks.api().id()),
                stage.text("StageName", "$default"), stageVariables,
                stacks.api().text("RouteSelectionExpression", ""), routes.byKey(), authorizers.run(), functions.run(),
                tables.byName(), NotRun.lines(stacks, functions, authorizers, routes, tables),
                NotHonoured.lines(stacks, functions));
    }
}
