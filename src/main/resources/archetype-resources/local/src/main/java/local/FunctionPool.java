package ${package}.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ${package}.local.Deployment.LambdaFunction;

/** A function: its processes, as many as its invocations need, up to a limit, and the invocations that wait. */
final class FunctionPool implements FunctionProcess.Owner, AutoCloseable {

    /** Within this time a busy process is free again, as a rule, and sooner than a new one is there. */
    private static final long GROW_MILLIS = 250;

    private final LambdaFunction function;
    private final Launcher launcher;
    private final int maxProcesses;
    private final boolean timeouts;
    private final RuntimeApi runtimeApi;
    private final ScheduledExecutorService timer;
    private final Log log;
    private final Queue<Invocation> waiting = new ArrayDeque<>();
    private final Deque<FunctionProcess> idle = new ArrayDeque<>();
    private final Set<FunctionProcess> starting = new HashSet<>();
    private final Set<FunctionProcess> processes = new HashSet<>();
    private final Set<FunctionProcess> retired = new HashSet<>();
    private List<Path> reloaded = List.of();
    private boolean growing;
    private boolean closed;

    FunctionPool(LambdaFunction function, Launcher launcher, Options options, RuntimeApi runtimeApi,
                 ScheduledExecutorService timer, Log log) {
        this.function = function;
        this.launcher = launcher;
        // A breakpoint is of no use in one process of several, or where time runs on.
        this.maxProcesses = options.debug() ? 1 : options.maxProcesses();
        this.timeouts = !options.debug();
        this.runtimeApi = runtimeApi;
        this.timer = timer;
        this.log = log;
    }

    /** Queues an event for the next free process. */
    Invocation invoke(String event) {
        Invocation invocation = new Invocation(event);
        synchronized (this) {
            waiting.add(invocation);
            dispatch();
        }
        return invocation;
    }

    /** Starts a process before there is something to do. */
    synchronized void warmUp() {
        if (processes.isEmpty() && !closed) {
            start();
        }
    }

    /** From now on, invocations run with these classes first; those that run go on as they are. */
    synchronized void reload(Path classes) {
        reloaded = List.of(classes);
        processes.forEach(process -> {
            if (idle.remove(process)) {
                process.retire();
            } else {
                retired.add(process);
            }
        });
        processes.clear();
        starting.clear();
        start();
    }

    private void dispatch() {
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            if (idle.pop().invoke(waiting.element())) {
                waiting.remove();
            }
        }
        if (waiting.isEmpty() || closed || processes.size() >= maxProcesses) {
            return;
        }
        if (processes.isEmpty()) {
            start();
        } else if (!growing) {
            growing = true;
            timer.schedule(this::grow, GROW_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void grow() {
        growing = false;
        if (waiting.size() > starting.size() && processes.size() < maxProcesses && !closed) {
            start();
        }
        dispatch();
    }

    private void start() {
        FunctionProcess process = new FunctionProcess(function, launcher.arn(function),
                launcher.builder(function, reloaded), runtimeApi, timeouts ? timer : null, log, this);
        processes.add(process);
        starting.add(process);
    }

    @Override
    public synchronized void ready(FunctionProcess process) {
        starting.remove(process);
        if (!processes.contains(process)) {
            retired.remove(process);
            process.retire();
            return;
        }
        idle.push(process);
        dispatch();
    }

    @Override
    public void ended(FunctionProcess process, Invocation invocation, String errorType, String message) {
        Invocation lost = invocation;
        synchronized (this) {
            processes.remove(process);
            idle.remove(process);
            retired.remove(process);
            if (starting.remove(process) && lost == null) {
                lost = waiting.poll();
            }
            dispatch();
        }
        if (lost != null) {
            lost.fail(errorType, message);
        }
    }

    /** Ends its processes and returns when they have. */
    @Override
    public void close() {
        List<FunctionProcess> running;
        synchronized (this) {
            closed = true;
            running = Stream.concat(processes.stream(), retired.stream()).toList();
        }
        running.forEach(FunctionProcess::end);
    }
}
