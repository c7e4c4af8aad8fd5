package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/** Lambda on this machine: the functions of a deployment, each in processes of its own. */
public final class Lambda implements AutoCloseable {
    /** What a function may have of this machine at once. */
    private static final int MAX_ENVIRONMENTS = 2;

    private final JavaRuntime runtime;
    private final Code.Provider provider;
    private final ClassDataSharing sharing;
    private final boolean debug;
    private final ScheduledExecutorService timer;
    private final Log log;
    private volatile Map<String, LambdaFunction> functions = Map.of();

    /**
     * Functions that have no process yet.
     *
     * @param endpoints environment variables that lead the SDK's clients to this machine
     * @param directory for what is the processes' own
     * @param debug whether each function accepts a debugger, and none times out
     * @param timer ends what takes too long
     */
    public Lambda(String region, Collection<FunctionConfiguration> configurations, Code.Provider provider,
                  Map<String, String> endpoints, Path directory, boolean debug, ScheduledExecutorService timer,
                  Log log) throws Exception {
        this.provider = provider;
        this.sharing = new ClassDataSharing(timer, log);
        this.runtime = new JavaRuntime(region, endpoints, directory, debug ? new DebugPorts(log) : null, sharing);
        this.debug = debug;
        this.timer = timer;
        this.log = log;
        addNew(configurations);
    }

    private void addNew(Collection<FunctionConfiguration> configurations) throws Exception {
        Map<String, LambdaFunction> all = new LinkedHashMap<>(functions);
        for (FunctionConfiguration configuration : configurations) {
            if (!all.containsKey(configuration.logicalId())) {
                // A breakpoint is of no use in one environment of several.
                all.put(configuration.logicalId(), new LambdaFunction(configuration,
                        provider.code(configuration.code()), runtime, debug ? 1 : MAX_ENVIRONMENTS, debug, timer, log));
            }
        }
        functions = all;
    }

    /**
     * Runs these functions as they are now: what has changed runs as soon as a process of it is ready, the function
     * that was used last at first, and until then as before. Others go on, until {@link #retain}.
     *
     * @return fails with a {@link FunctionError} where a process does not start
     */
    public CompletableFuture<Void> update(Collection<FunctionConfiguration> configurations) throws Exception {
        addNew(configurations);
        Map<LambdaFunction, FunctionConfiguration> changed = new LinkedHashMap<>();
        configurations.stream()
                .sorted(Comparator.comparing(c -> functions.get(c.logicalId()).lastUsed(), Comparator.reverseOrder()))
                .forEach(c -> changed.put(functions.get(c.logicalId()), c));
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (Map.Entry<LambdaFunction, FunctionConfiguration> one : changed.entrySet()) {
            Code code = provider.code(one.getValue().code());
            // One after the other: the first one is the sooner there.
            done = done.thenCompose(before -> one.getKey().update(one.getValue(), code));
        }
        return done;
    }

    /** Ends the functions that are not among these, by logical id. */
    public void retain(Collection<String> logicalIds) {
        Map<String, LambdaFunction> all = new LinkedHashMap<>(functions);
        all.keySet().retainAll(logicalIds);
        Collection<LambdaFunction> ended = new ArrayList<>(functions.values());
        ended.removeAll(all.values());
        functions = all;
        ended.forEach(LambdaFunction::close);
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
        LambdaFunction function = functions.get(logicalId);
        return function != null ? function.invoke(invocation) : CompletableFuture.failedFuture(
                new FunctionError("ResourceNotFoundException", logicalId + " is not in the stack any more"));
    }

    /** Ends all processes and returns when they have ended. */
    @Override
    public void close() {
        functions.values().forEach(LambdaFunction::close);
        sharing.close();
    }
}
