package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.Gson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;

/**
 * The function {@code Publish}: posts {@code data} of {@code {"data":"Hello World"}} to every connection, or with
 * {@code "connectionIds":["VWi0WdQt0kwCFHg="]} to these, and answers the {@link Report}. Any other event is an error
 * that says what is allowed. When its time is up, it invokes {@code Publish} with who is still waiting and where in the
 * table to go on. Where the stage posts more a second than one function can, the first invocation divides the table
 * into segments and hands over all but one.
 */
public record PublishHandler(Connections connections, URI callbackUrl, LambdaClientBuilder lambda,
        String publishFunction, int postsPerSecond) implements RequestHandler<Object, Report> {
    /** What one function posts at most: 128 at a time, while API Gateway answers in 16 ms. */
    private static final int FUNCTION_POSTS_PER_SECOND = 8_000;
    private static final Duration FOR_ANSWERS = Duration.ofMillis(2 * ManagementApi.TIMEOUT_MILLIS);
    private static final Duration FOR_HANDING_OVER = Duration.ofSeconds(2);
    /** What is left of the time when no more posts are started. */
    private static final Duration RESERVE = FOR_ANSWERS.plus(FOR_HANDING_OVER).plusSeconds(1);

    /** The stack tells other functions the name of {@code Publish}, which knows its own from Lambda. */
    public PublishHandler() {
        this(Connections.fromEnvironment(), URI.create(System.getenv("CALLBACK_URL")), LambdaClient.builder(),
                System.getenv().getOrDefault("PUBLISH_FUNCTION", System.getenv("AWS_LAMBDA_FUNCTION_NAME")),
                Integer.parseInt(System.getenv("POSTS_PER_SECOND")));
    }

    @Override
    public Report handleRequest(Object event, Context context) {
        return publish(Publication.parse(event), context.getRemainingTimeInMillis());
    }

    /** Returns within the time, whatever is reached by then. */
    Report publish(Publication publication, int millis) {
        long start = System.nanoTime();
        long end = start + Duration.ofMillis(millis).minus(RESERVE).toNanos();
        int segments = publication.segments() > 0 ? publication.segments()
                : (int) Math.ceil((double) postsPerSecond / FUNCTION_POSTS_PER_SECOND);
        Broadcast broadcast = new Broadcast(publication.after(),
                connections.scan(publication.after(), publication.segment(), segments),
                new ManagementApi(callbackUrl, publication.data()), (double) postsPerSecond / segments);
        publication.connectionIds().forEach(id -> broadcast.waiting.add(new Broadcast.Recipient(id, 0, 0)));
        Report report = broadcast.report;
        boolean isUndivided = publication.after() != null && publication.segments() == 0;
        for (int segment = 1; isUndivided && segment < segments; segment++) {
            handOver(publication.rest(List.of(), "", segment, segments, new Report()), report);
        }
        broadcast.run(end, end + FOR_ANSWERS.toNanos());
        report.add(Duration.ofNanos(System.nanoTime() - start).toMillis(), "Duration");
        if (broadcast.after != null || !broadcast.waiting.isEmpty()) {
            List<String> waiting = broadcast.waiting.stream().map(Broadcast.Recipient::id).toList();
            handOver(publication.rest(waiting, broadcast.after, publication.segment(), segments, report), report);
        }
        LambdaRuntime.getLogger().log(report.toLine(publication));
        broadcast.closed.stream().takeWhile(id -> System.nanoTime() < end).forEach(this::removeClosed);
        return report;
    }

    private void handOver(Publication rest, Report report) {
        // A retry after a lost answer would start a second invocation: everybody would get the message twice.
        try (LambdaClient client = lambda.httpClient(UrlConnectionHttpClient.create()).overrideConfiguration(override ->
                override.retryStrategy(retries -> retries.maxAttempts(1)).apiCallTimeout(FOR_HANDING_OVER)).build()) {
            client.invoke(invoke -> invoke.functionName(publishFunction).invocationType("Event")
                    .payload(SdkBytes.fromUtf8String(new Gson().toJsonTree(rest).toString())));
            report.add(1, "HandedOver");
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("Not handed over: " + e.getMessage(), LogLevel.ERROR);
            report.add(1, "Incomplete");
            report.fail("not handed over", Math.max(1, rest.connectionIds().size()));
        }
    }

    private void removeClosed(String id) {
        try {
            connections.removeClosed(id);
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("The row of a closed connection stays: " + e.getMessage(), LogLevel.WARN);
        }
    }

    /** Publishes to nobody: a post would start threads and connections of the CRT, which may not survive a snapshot. */
    void prime() {
        Priming.run(() -> connections.scan("", 0, 1).hasNext());
        Priming.run(() -> publish(new Publication("", List.of(), null, null), 0));
    }
}
