package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * The function {@code Publish}: posts {@code data} of {@code {"data":"Hello World"}} to every connection, or with
 * {@code "connectionIds":["VWi0WdQt0kwCFHg="]} to these, and answers the {@link Report}. Any other event is an error
 * that says what is allowed.
 *
 * <p>An invocation whose time is up hands over: it invokes {@code Publish} with who is still waiting and where in the
 * table to go on. Where the stage posts more a second than one function can, the first invocation divides the table
 * into segments and hands over all but one.
 *
 * @param postsPerSecond what a message may use of the account's quota
 */
public record PublishHandler(Connections connections, URI callbackUrl, AwsCredentialsProvider credentials,
        LambdaClientBuilder lambda, String publishFunction, int postsPerSecond)
        implements RequestStreamHandler, Priming {

    /** What one function posts at most: 128 at a time, while API Gateway answers in 16 ms. */
    private static final int FUNCTION_POSTS_PER_SECOND = 8_000;
    /** What is left of the time when no more posts are started, for the answers, removing rows and handing over. */
    private static final Duration RESERVE = Duration.ofSeconds(9);
    private static final Duration FOR_ANSWERS = Duration.ofSeconds(6);
    private static final Duration FOR_HANDING_OVER = Duration.ofSeconds(2);

    /** The stack tells other functions the name of {@code Publish}, which knows its own from Lambda. */
    public PublishHandler() {
        this(Connections.fromEnvironment(),
                URI.create(System.getenv("CALLBACK_URL")), DefaultCredentialsProvider.builder().build(),
                LambdaClient.builder(),
                System.getenv().getOrDefault("PUBLISH_FUNCTION", System.getenv("AWS_LAMBDA_FUNCTION_NAME")),
                Integer.parseInt(System.getenv("POSTS_PER_SECOND")));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Publication publication;
        try {
            publication = Publication.parse(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " Allowed: {\"data\":\"Hello World\"} for every "
                    + "connection, with \"connectionIds\":[\"VWi0WdQt0kwCFHg=\"] for some.", e);
        }
        Report report = publish(publication, Duration.ofMillis(context.getRemainingTimeInMillis()));
        answer.write(report.toJson().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns within the time, whatever is reached by then. */
    Report publish(Publication publication, Duration time) {
        long start = System.nanoTime();
        long end = start + time.minus(RESERVE).toNanos();
        long last = end + FOR_ANSWERS.toNanos();
        int segments = publication.segments() > 0 ? publication.segments()
                : (int) Math.ceil((double) postsPerSecond / FUNCTION_POSTS_PER_SECOND);
        // As many idle connections as HttpURLConnection keeps to one host.
        ExecutorService removals = Executors.newFixedThreadPool(5);
        Iterator<String> rows = publication.after() == null ? List.<String>of().iterator()
                : connections.scan(publication.after(), publication.segment(), segments);
        Broadcast broadcast = new Broadcast(publication.after(), rows,
                new ManagementApi(callbackUrl, credentials.resolveCredentials(), publication.data()),
                (double) postsPerSecond / segments, id -> removals.execute(() -> removeClosed(id)));
        publication.connectionIds().forEach(id -> broadcast.waiting.add(new Broadcast.Recipient(id)));
        Report report = broadcast.report;
        if (publication.after() != null && publication.segments() == 0) {
            for (int segment = 1; segment < segments; segment++) {
                handOver(publication.rest(List.of(), "", segment, segments, new Report()), report);
            }
        }
        try {
            broadcast.run(end, last);
            removals.shutdown();
            removals.awaitTermination(last - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("The broadcast was interrupted", e);
        } finally {
            removals.shutdownNow();
        }
        report.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), "Duration");
        if (broadcast.after != null || !broadcast.waiting.isEmpty()) {
            List<String> waiting = broadcast.waiting.stream().map(recipient -> recipient.id).toList();
            handOver(publication.rest(waiting, broadcast.after, publication.segment(), segments, report), report);
        }
        LambdaRuntime.getLogger().log(report.toLine(publication));
        return report;
    }

    private void handOver(Publication rest, Report report) {
        // A retry after a lost answer would start a second invocation: everybody would get the message twice.
        try (LambdaClient client = lambda.httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override ->
                        override.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(FOR_HANDING_OVER))
                .build()) {
            client.invoke(invoke -> invoke.functionName(publishFunction).invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(rest.toString())));
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

    /** Reads the table and publishes to nobody, which opens no connections: those would not survive a snapshot. */
    @Override
    public void prime() {
        connections.scan("", 0, 1).hasNext();
        publish(new Publication("", List.of(), null, null), Duration.ZERO);
    }
}
