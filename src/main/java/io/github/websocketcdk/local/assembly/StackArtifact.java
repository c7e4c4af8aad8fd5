package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A stack as a cloud assembly has it.
 *
 * @param id of the artifact
 * @param path its name from the app on, as the CDK CLI takes it: {@code Prod/chat}
 * @param cdkStage the path of the CDK stage that it is in; empty outside of one
 * @param directory where its template is, which the paths of assets start from
 * @param parameters values that the assembly gives the template's parameters
 * @param dependencies ids of what is deployed before it
 */
record StackArtifact(String id, String path, String cdkStage, String stackName, String account, String region,
                     Path directory, JsonObject template, Map<String, String> parameters, Set<String> dependencies) {
}
