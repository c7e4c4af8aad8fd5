package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stacks of an app that one WebSocket API is run with, and those that are left out for it. */
final class Stacks {
    private final Map<String, String> ids = new HashMap<>();
    private final References references = new References();
    private final Assets assets;
    private final List<Stack> stacks = new ArrayList<>();
    private final Map<StackArtifact, Boolean> leftOut = new LinkedHashMap<>();
    private Resource api;

    private Stacks(AssemblyDirectory assembly) {
        this.assets = assembly.assets();
        Surroundings surroundings = new Surroundings(this::id, new ResourceValues(resource -> resource == api),
                new NamedValues(), new NamedValues(), references, assets);
        assembly.stacks().forEach(artifact -> stacks.add(new Stack(artifact, surroundings)));
    }

    /**
     * Reads all stacks of an assembly.
     *
     * @param path of the stack whose WebSocket API it is, {@code Prod/chat}; null for the first that has one
     * @throws IllegalStateException if there is no such WebSocket API
     */
    static Stacks read(Path directory, String path) {
        Stacks stacks = new Stacks(AssemblyDirectory.read(directory));
        stacks.choose(path);
        return stacks;
    }

    /** A second resource of a logical id has its stack's name before it. */
    private String id(String stackName, String logicalId) {
        String first = ids.putIfAbsent(logicalId, stackName);
        return first == null ? logicalId : stackName + "-" + logicalId;
    }

    private void choose(String path) {
        List<Stack> withApi = stacks.stream().filter(stack -> webSocketApis(stack).findAny().isPresent()).toList();
        if (withApi.isEmpty()) {
            throw new IllegalStateException("No stack of the app has a WebSocket API (AWS::ApiGatewayV2::Api)");
        }
        Stack chosen = withApi.stream()
                .filter(stack -> path == null || stack.artifact().path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No stack " + path + " has a WebSocket API, only "
                        + withApi.stream().map(stack -> stack.artifact().path()).collect(Collectors.joining(", "))));
        api = webSocketApis(chosen).findFirst().orElseThrow();
        Set<String> needed = needed(chosen);
        stacks.stream()
                .filter(stack -> !needed.contains(stack.artifact().id()))
                .filter(stack -> withApi.stream().anyMatch(other -> other != chosen && belongsTo(stack, other, chosen)))
                .forEach(stack -> leftOut.put(stack.artifact(), withApi.contains(stack)));
        stacks.removeIf(stack -> leftOut.containsKey(stack.artifact()));
    }

    /** The stack itself, and those that are deployed before it. */
    private Set<String> needed(Stack stack) {
        Set<String> needed = new HashSet<>(Set.of(stack.artifact().id()));
        int size;
        do {
            size = needed.size();
            stacks.stream().map(Stack::artifact).filter(artifact -> needed.contains(artifact.id())).toList()
                    .forEach(artifact -> needed.addAll(artifact.dependencies()));
        } while (needed.size() > size);
        return needed;
    }

    /** Whether a stack is the one of another API, or in a CDK stage that the other API has for itself. */
    private static boolean belongsTo(Stack stack, Stack other, Stack chosen) {
        String cdkStage = other.artifact().cdkStage();
        return stack == other || stack.artifact().cdkStage().equals(cdkStage)
                && !(chosen.artifact().cdkStage() + "/").startsWith(cdkStage.isEmpty() ? "" : cdkStage + "/");
    }

    private static Stream<Resource> webSocketApis(Stack stack) {
        return stack.resources().filter(resource -> resource.type().equals(ResourceTypes.API)
                && resource.text("ProtocolType", "").equals("WEBSOCKET"));
    }

    /** The WebSocket API that is run. */
    Resource api() {
        return api;
    }

    /** The stack that it is in. */
    StackArtifact stackOfTheApi() {
        return stacks.stream().filter(stack -> stack.resources().anyMatch(api::equals)).findFirst().orElseThrow()
                .artifact();
    }

    /** The stacks of other WebSocket APIs, and whether such an API is in the stack itself. */
    Map<StackArtifact, Boolean> leftOut() {
        return leftOut;
    }

    List<Resource> resources() {
        return stacks.stream().flatMap(Stack::resources).toList();
    }

    List<Resource> resources(String type) {
        return resources().stream().filter(resource -> resource.type().equals(type)).toList();
    }

    /** What belongs to the API, of a type. */
    List<Resource> ofTheApi(String type) {
        return resources(type).stream().filter(Stacks::isOfTheApi).toList();
    }

    private static boolean isOfTheApi(Resource resource) {
        JsonElement apiId = resource.properties().get("ApiId");
        return apiId == null || resource.intrinsics().text(apiId, References.UNSAID).equals(Deployment.API_ID);
    }

    References references() {
        return references;
    }

    Assets assets() {
        return assets;
    }
}
