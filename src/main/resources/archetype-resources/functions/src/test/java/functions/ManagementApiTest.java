package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Posts over real sockets. */
class ManagementApiTest {
    private CallbackEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new CallbackEndpoint();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"VWi0WdQt0kwCFHg=", "a+b/c==", "_-.~"})
    void signsAsTheSdkDoes(String id) throws Exception {
        post("grüße 𝄞", id);

        Headers sent = endpoint.headers();
        Instant time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC)
                .parse(sent.getFirst("X-Amz-Date"), Instant::from);
        assertThat(sent.getFirst("Authorization")).isEqualTo(AwsV4HttpSigner.create().sign(request -> request
                .identity(DefaultCredentialsProvider.builder().build().resolveCredentials())
                .request(SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST).uri(endpoint.url())
                        .encodedPath("/dev/@connections/" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .putHeader("Content-Type", sent.getFirst("Content-Type"))
                        .putHeader("Content-Length", sent.getFirst("Content-Length"))
                        .build())
                .payload(ContentStreamProvider.fromUtf8String("grüße 𝄞"))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, System.getenv("AWS_REGION"))
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request().firstMatchingHeader("Authorization").orElseThrow());
    }

    @Test
    void aMessageAsLongAsApiGatewayAllowsArrivesWhole() throws Exception {
        String message = "𝄞".repeat(32 * 1_024);

        post(message, "live=");

        assertThat(endpoint.messages("live=")).containsExactly(message);
    }

    @Test
    void aStatusIsTheOutcomeAndTheCause() throws Exception {
        endpoint.fail("gone=", 410);

        assertThat(post("Hello World", "gone=")).containsEntry("Gone", 1L).containsEntry("Failed", 0L);
    }

    @Test
    void aConnectionThatIsResetFailsAloneAndIsNotSentTheMessageTwice() throws Exception {
        endpoint.reset("reset=");

        Report report = post("Hello World", "reset=", "live=");

        assertThat(report.toString()).containsPattern("Failed: AWS_\\w+=1,");
        assertThat(endpoint.messages("live=")).containsExactly("Hello World");
    }

    @Test
    void aRecipientThatNeverAnswersFailsAlone() throws Exception {
        endpoint.silence("silent=");

        Report report = post("Hello World", "silent=", "live=");

        assertThat(report.toString()).containsPattern("Failed: AWS_\\w+TIMEOUT=1,");
        assertThat(endpoint.messages("live=")).containsExactly("Hello World");
    }

    @Test
    void whatWasNeverSentIsTriedAgain() throws Exception {
        endpoint.close();
        ManagementApi posts = new ManagementApi(endpoint.url(), "Hello World");

        posts.post(new Broadcast.Recipient("live=", 0, 0));

        Broadcast.Answer answer = null;
        while (answer == null) {
            answer = posts.answer();
        }
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.cause()).startsWith("AWS_IO_SOCKET_");
    }

    private Report post(String message, String... ids) {
        ManagementApi posts = new ManagementApi(endpoint.url(), message);
        Broadcast broadcast = new Broadcast("", Stream.of(ids).iterator(), posts, 1_000);
        long end = posts.now() + Duration.ofSeconds(20).toNanos();
        broadcast.run(end, end);
        return broadcast.report;
    }
}
