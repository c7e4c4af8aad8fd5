package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/**
 * Publishes messages: broadcasts, hands over to the function {@code Publish} what there is no time for, and reports.
 *
 * @param postsPerSecond what a message may use of the account's quota
 */
record Publisher(Connections connections, ManagementApi managementApi, LambdaClientBuilder lambda,
        String publishFunction, int postsPerSecond) {

    /** What one function posts at most: 128 at a time, while API Gateway answers in 16 ms. */
    private static final int FUNCTION_POSTS_PER_SECOND = 8_000;
    /** What is left of the time when no more posts are started, for the answers, removing rows and handing over. */
    private static final Duration RESERVE = Duration.ofSeconds(9);
    private static final Duration FOR_ANSWERS = Duration.ofSeconds(6);
    private static final Duration FOR_HANDING_OVER = Duration.ofSeconds(2);
    /** Asks the system each time: what is in a snapshot is the same wherever it is restored. */
    private static final SecureRandom RANDOM = new SecureRandom();

    /** {@code Publish} itself is not told its name by the stack. */
    static Publisher fromEnvironment() {
        return new Publisher(Connections.fromEnvironment(),
                new ManagementApi(URI.create(System.getenv("CALLBACK_URL")), System.getenv("AWS_REGION"),
                        DefaultCredentialsProvider.builder().build()),
                LambdaClient.builder(),
                System.getenv().getOrDefault("PUBLISH_FUNCTION", System.getenv("AWS_LAMBDA_FUNCTION_NAME")),
                Integer.parseInt(System.getenv("POSTS_PER_SECOND")));
    }

    /** Returns within the time, whatever is reached by then. */
    Report publish(Publication publication, Duration time) {
        long start = System.nanoTime();
        long end = start + time.minus(RESERVE).toNanos();
        long last = end + FOR_ANSWERS.toNanos();
        int segments = publication.segments() > 0 ? publication.segments()
                : (postsPerSecond - 1) / FUNCTION_POSTS_PER_SECOND + 1;
        // As many as the JDK keeps connections to one host.
        ExecutorService removals = Executors.newFixedThreadPool(5);
        Broadcast broadcast = new Broadcast(publication.readsTable()
                ? connections.scan(publication.after(), publication.segment(), segments) : Collections.emptyIterator(),
                managementApi.new Posts(Publication.text(publication.data())), (double) postsPerSecond / segments,
                RANDOM, id -> removals.execute(() -> remove(id)));
        Report report = broadcast.report;
        publication.ids().forEach(id -> broadcast.waiting.add(new Broadcast.Recipient(id, false)));
        for (int other = 1; other < segments && publication.readsTable() && publication.segments() == 0; other++) {
            handOver(publication.part(null, null, other, segments, null), report);
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
        report.add("Duration", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        List<String> waiting = broadcast.waiting.stream().map(recipient -> recipient.id).toList();
        boolean unread = publication.readsTable() && broadcast.unread;
        if (unread || !waiting.isEmpty()) {
            String after = !unread ? null : broadcast.lastRead == null ? publication.after() : broadcast.lastRead;
            handOver(publication.part(unread && after == null ? null : waiting, after, publication.segment(), segments,
                    report.plus(publication.soFar())), report);
        }
        LambdaRuntime.getLogger().log(report.toLine(publication));
        return report;
    }

    private void handOver(Publication rest, Report report) {
        // Not tried again: one that has begun without an answer would be followed by a second.
        try (LambdaClient client = lambda.httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override ->
                        override.retryStrategy(DefaultRetryStrategy.doNotRetry()).apiCallTimeout(FOR_HANDING_OVER))
                .build()) {
            client.invoke(invoke -> invoke.functionName(publishFunction).invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String(rest.toString())));
            report.add("HandedOver", 1);
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("Not handed over: " + e.getMessage(), LogLevel.ERROR);
            report.add("Incomplete", 1);
            report.fail("not handed over", Math.max(1, rest.ids().size()));
        }
    }

    private void remove(String id) {
        try {
            connections.remove(id);
        } catch (SdkException e) {
            LambdaRuntime.getLogger().log("A row of a closed connection stays: " + e.getMessage(), LogLevel.WARN);
        }
    }

    /** Reads the table and publishes to nobody, which opens no connections: those would not survive a snapshot. */
    void prime() {
        connections.scan(null, 0, 1).hasNext();
        publish(new Publication("", List.of(), null, null), Duration.ZERO);
    }
}
