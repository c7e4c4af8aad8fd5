package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A function: the invocations that wait, and the execution environments that take them, as many as they need. */
final class LambdaFunction implements AutoCloseable {

    /** Within this time a busy environment is free again, as a rule, and sooner than a new one is there. */
    private static final long GROW_MILLIS = 250;

    private final FunctionConfiguration configuration;
    private final JavaRuntime runtime;
    private final int maxEnvironments;
    private final ScheduledExecutorService timer;
    private final boolean debug;
    private final Log log;
    private final Set<ExecutionEnvironment> environments = new HashSet<>();
    /** Another queue after each reload: who takes from the old one runs the old code. */
    private BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private List<Path> reloaded = List.of();
    private boolean warm;
    private boolean growing;
    private boolean closed;

    LambdaFunction(FunctionConfiguration configuration, JavaRuntime runtime, int maxEnvironments, boolean debug,
                   ScheduledExecutorService timer, Log log) {
        this.configuration = configuration;
        this.runtime = runtime;
        this.maxEnvironments = maxEnvironments;
        this.debug = debug;
        this.timer = timer;
        this.log = log;
    }

    FunctionConfiguration configuration() {
        return configuration;
    }

    /** Queues an event for the next free environment. A {@link FunctionError} if the handler throws, exits or hangs. */
    synchronized CompletableFuture<String> invoke(Invocation invocation) {
        waiting.add(invocation);
        growLater();
        return invocation.response();
    }

    /** Starts an environment before there is something to do. */
    synchronized void warmUp() {
        warm = true;
        if (!closed) {
            try {
                environments.add(new ExecutionEnvironment(configuration,
                        runtime.process(configuration, reloaded), waiting, this::ended, timer, debug, log));
            } catch (IOException e) {
                log.error(configuration.name() + ": cannot start a process: " + e.getMessage());
            }
        }
    }

    /** From now on, invocations run with these classes first; those that run go on as they are. */
    synchronized void reload(Path classes) {
        reloaded = List.of(classes);
        BlockingQueue<Invocation> old = waiting;
        waiting = new LinkedBlockingQueue<>();
        old.drainTo(waiting);
        environments.forEach(environment -> old.add(Invocation.NONE));
        if (warm) {
            warmUp();
        } else {
            growLater();
        }
    }

    private void growLater() {
        if (!growing && !waiting.isEmpty() && !closed) {
            growing = true;
            timer.schedule(this::grow, GROW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void grow() {
        growing = false;
        Invocation first = waiting.peek();
        List<ExecutionEnvironment> current = environments.stream().filter(e -> e.takesFrom(waiting)).toList();
        if (first != null && System.nanoTime() - first.queued() >= TimeUnit.MILLISECONDS.toNanos(GROW_MILLIS)
                && current.size() < maxEnvironments && current.stream().noneMatch(ExecutionEnvironment::isStarting)) {
            warmUp();
        }
        growLater();
    }

    /** An environment is gone, and with it the invocation that it had, or had been started for. */
    private void ended(ExecutionEnvironment environment, Invocation lost, FunctionError error) {
        Invocation failed = lost;
        synchronized (this) {
            environments.remove(environment);
            if (failed == null && environment.isStarting() && environment.takesFrom(waiting)) {
                failed = waiting.poll();
            }
            growLater();
        }
        if (failed != null) {
            failed.response().completeExceptionally(error);
        }
    }

    /** Ends its environments and returns when they have. */
    @Override
    public void close() {
        Set<ExecutionEnvironment> running;
        synchronized (this) {
            closed = true;
            running = Set.copyOf(environments);
        }
        running.forEach(ExecutionEnvironment::close);
    }
}
