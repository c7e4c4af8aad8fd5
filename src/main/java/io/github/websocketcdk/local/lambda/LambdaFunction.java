package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A function: the invocations that wait, and the execution environments that take them, as many as they need. */
final class LambdaFunction implements ExecutionEnvironment.Listener, AutoCloseable {
    /** Within this time a busy environment is free again, as a rule, and sooner than a new one is there. */
    private static final long GROW_MILLIS = 250;

    private final JavaRuntime runtime;
    private final int maxEnvironments;
    private final ScheduledExecutorService timer;
    private final boolean debug;
    private final Log log;
    private final Set<ExecutionEnvironment> environments = new HashSet<>();
    private Revision current;
    /** What becomes the current one as soon as a process of it is ready; null as a rule. */
    private Revision next;
    private long lastUsed;
    private boolean warm;
    private boolean growing;
    private boolean closed;

    /**
     * What invocations run with.
     *
     * @param waiting who takes from it runs this code
     * @param ready completes when a process of it has asked for its first invocation
     */
    private record Revision(FunctionConfiguration configuration, Code code, BlockingQueue<Invocation> waiting,
                            CompletableFuture<Void> ready) {
        Revision(FunctionConfiguration configuration, Code code) {
            this(configuration, code, new LinkedBlockingQueue<>(), new CompletableFuture<>());
        }

        boolean has(ExecutionEnvironment environment) {
            return environment.takesFrom(waiting);
        }

        /** Another asset may be the same code. */
        boolean isOf(FunctionConfiguration otherConfiguration, Code otherCode) {
            return configuration.equals(otherConfiguration.withCode(configuration.code())) && code.equals(otherCode);
        }
    }

    LambdaFunction(FunctionConfiguration configuration, Code code, JavaRuntime runtime, int maxEnvironments,
                   boolean debug, ScheduledExecutorService timer, Log log) {
        this.current = new Revision(configuration, code);
        this.runtime = runtime;
        this.maxEnvironments = maxEnvironments;
        this.debug = debug;
        this.timer = timer;
        this.log = log;
    }

    synchronized FunctionConfiguration configuration() {
        return current.configuration();
    }

    /** When it was invoked the last time, in nanoseconds. */
    synchronized long lastUsed() {
        return lastUsed;
    }

    /** Queues an event for the next free environment. A {@link FunctionError} if the handler throws, exits or hangs. */
    synchronized CompletableFuture<String> invoke(Invocation invocation) {
        lastUsed = System.nanoTime();
        current.waiting().add(invocation);
        growLater();
        return invocation.response();
    }

    /** Starts an environment before there is something to do. */
    synchronized void warmUp() {
        if (!warm) {
            warm = true;
            start(current);
        }
    }

    /**
     * Lets invocations run with another configuration and code as soon as a process of these is ready; until then, they
     * run as before.
     *
     * @return completes then; fails with a {@link FunctionError} if the process does not start: all stays as it was
     */
    synchronized CompletableFuture<Void> update(FunctionConfiguration configuration, Code code) {
        Revision revision = new Revision(configuration, code);
        if (current.isOf(configuration, code) && next == null) {
            revision.ready().complete(null);
        } else if (environments.isEmpty()) {
            replaceWith(revision);
            revision.ready().complete(null);
            growLater();
        } else if (debug) {
            // Its port is free when the process before has ended.
            replaceWith(revision);
        } else {
            next = revision;
            start(revision);
        }
        return revision.ready();
    }

    private void replaceWith(Revision revision) {
        BlockingQueue<Invocation> old = current.waiting();
        old.drainTo(revision.waiting());
        environments.stream().filter(current::has).forEach(environment -> old.add(Invocation.NONE));
        current = revision;
    }

    private void start(Revision revision) {
        if (closed) {
            return;
        }
        try {
            environments.add(new ExecutionEnvironment(revision.configuration(),
                    runtime.process(revision.configuration(), revision.code()), revision.waiting(), this, timer, debug,
                    log));
        } catch (IOException e) {
            FunctionError error = new FunctionError("Runtime.StartError", e.getMessage());
            log.error(revision.configuration().name() + ": cannot start a process: " + e.getMessage());
            revision.ready().completeExceptionally(error);
        }
    }

    private void growLater() {
        if (!growing && !current.waiting().isEmpty() && !closed) {
            growing = true;
            timer.schedule(this::grow, GROW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void grow() {
        growing = false;
        Invocation first = current.waiting().peek();
        List<ExecutionEnvironment> running = environments.stream().filter(current::has).toList();
        if (first != null && System.nanoTime() - first.queued() >= TimeUnit.MILLISECONDS.toNanos(GROW_MILLIS)
                && running.size() < maxEnvironments && running.stream().noneMatch(ExecutionEnvironment::isStarting)) {
            start(current);
        }
        growLater();
    }

    @Override
    public void ready(ExecutionEnvironment environment) {
        CompletableFuture<Void> ready;
        synchronized (this) {
            if (next != null && next.has(environment)) {
                replaceWith(next);
                next = null;
            }
            ready = current.has(environment) ? current.ready() : new CompletableFuture<>();
        }
        // Outside: who waits for it may ask another function.
        ready.complete(null);
    }

    @Override
    public synchronized void answered(ExecutionEnvironment environment) {
        if (current.has(environment)) {
            runtime.answered(current.configuration(), current.code());
        }
    }

    @Override
    public void ended(ExecutionEnvironment environment, Invocation lost, FunctionError error) {
        Invocation failed = lost;
        CompletableFuture<Void> ready = new CompletableFuture<>();
        synchronized (this) {
            environments.remove(environment);
            if (next != null && next.has(environment)) {
                ready = next.ready();
                next = null;
            } else if (environment.isStarting() && current.has(environment)) {
                ready = current.ready();
                failed = failed == null ? current.waiting().poll() : failed;
            }
            if (debug && warm && environments.isEmpty() && !current.has(environment)) {
                start(current);
            }
            growLater();
        }
        ready.completeExceptionally(error);
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
