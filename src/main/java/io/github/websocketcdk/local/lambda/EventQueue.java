package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.assembly.EventInvokeConfig;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import io.github.websocketcdk.local.log.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asynchronous invocations. One that fails is tried again as the function's {@link EventInvokeConfig} says, under the
 * same request id; the log has what became of it.
 */
public final class EventQueue {
    private final Lambda lambda;
    private final Duration retryWait;
    private final ScheduledExecutorService timer;
    private final Log log;

    /**
     * The queue of all functions.
     *
     * @param retryWait before the second attempt, and twice that before the third
     */
    public EventQueue(Lambda lambda, Duration retryWait, ScheduledExecutorService timer, Log log) {
        this.lambda = lambda;
        this.retryWait = retryWait;
        this.timer = timer;
        this.log = log;
    }

    /**
     * An event that a function gets until it succeeds or is given up.
     *
     * @param queued when it came, in nanoseconds
     */
    private record Event(FunctionConfiguration function, EventInvokeConfig config, String requestId, String payload,
                         long queued) {
        Duration age() {
            return Duration.ofNanos(System.nanoTime() - queued);
        }
    }

    void add(FunctionConfiguration function, String qualifier, String requestId, String payload) {
        attempt(1, new Event(function, function.qualifiers().get(qualifier), requestId, payload, System.nanoTime()));
    }

    private void attempt(int number, Event event) {
        Invocation invocation = new Invocation(event.requestId(), event.payload());
        lambda.invoke(event.function().logicalId(), invocation).whenComplete((answer, thrown) -> {
            if (thrown == null) {
                event.config().onSuccess()
                        .forEach(destination -> log(event, "INFO", "succeeded" + record(destination)));
            } else {
                failed(number, event);
            }
        });
    }

    private void failed(int number, Event event) {
        EventInvokeConfig config = event.config();
        Duration wait = retryWait.multipliedBy(number);
        String attempts = "attempt " + number + " of " + (1 + config.maximumRetryAttempts()) + " failed";
        if (number > config.maximumRetryAttempts()) {
            givenUp(event, attempts);
        } else if (event.age().plus(wait).compareTo(config.maximumEventAge()) > 0) {
            givenUp(event, attempts + ", and the next one would be after its MaximumEventAgeInSeconds, "
                    + config.maximumEventAge().toSeconds());
        } else {
            log(event, "WARN", attempts + "; the next one in " + wait.toMillis() / 1000.0 + " s");
            timer.schedule(() -> attempt(number + 1, event), wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void givenUp(Event event, String why) {
        List<String> destinations = event.config().onFailure();
        log(event, "ERROR", why + ": given up"
                + String.join("", destinations.stream().map(EventQueue::record).toList()));
    }

    private static String record(String destination) {
        return "; on AWS, its record goes to " + destination;
    }

    private void log(Event event, String level, String message) {
        log.add(event.function().name(), level, "RequestId: " + event.requestId() + " Asynchronous invocation: "
                + message, new LogLine.Origin(event.requestId(), null));
    }
}
