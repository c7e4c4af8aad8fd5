package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** Lambda on this machine: the functions of a deployment, each in processes of its own. */
public final class Lambda implements AutoCloseable {

    /** What a function may have of this machine at once. */
    private static final int MAX_ENVIRONMENTS = 2;

    private final JavaRuntime runtime;
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();

    /**
     * Functions that have no process yet.
     *
     * @param endpoints environment variables that lead the SDK's clients to this machine
     * @param directory where processes run
     * @param debug whether each function accepts a debugger, and none times out
     * @param timer ends what takes too long
     */
    public Lambda(String region, Collection<FunctionConfiguration> configurations, Map<String, String> endpoints,
                  Path directory, boolean debug, ScheduledExecutorService timer, Log log) throws IOException {
        runtime = new JavaRuntime(region, endpoints, directory, debug);
        // A breakpoint is of no use in one environment of several.
        int environments = debug ? 1 : MAX_ENVIRONMENTS;
        configurations.forEach(configuration -> functions.put(configuration.logicalId(),
                new LambdaFunction(configuration, runtime, environments, debug, timer, log)));
    }

    /** Starts a process for each of these functions, by logical id, before there is something to do. */
    public void warmUp(Collection<String> logicalIds) {
        logicalIds.forEach(id -> functions.get(id).warmUp());
    }

    /** All functions. */
    Collection<FunctionConfiguration> configurations() {
        return functions.values().stream().map(LambdaFunction::configuration).toList();
    }

    /**
     * Invokes a function.
     *
     * @return what its handler answers, in JSON; a {@link FunctionError} if it throws, exits or times out
     */
    public CompletableFuture<String> invoke(String logicalId, String event) {
        return invoke(logicalId, new Invocation(UUID.randomUUID().toString(), event));
    }

    CompletableFuture<String> invoke(String logicalId, Invocation invocation) {
        return functions.get(logicalId).invoke(invocation);
    }

    /** From now on, invocations run with these classes first; those that run go on as they are. */
    public void reload(Path classes) {
        functions.values().forEach(function -> function.reload(classes));
    }

    /** What Lambda's runtime brings beside a function's own code. */
    public List<Path> runtimeClasspath() {
        return runtime.classpath();
    }

    /** Ends all processes and returns when they have ended. */
    @Override
    public void close() {
        functions.values().forEach(LambdaFunction::close);
    }
}
