package ${package}.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.auth.credentials.Credentials;
import software.amazon.awssdk.crt.auth.signing.AwsSigner;
import software.amazon.awssdk.crt.auth.signing.AwsSigningConfig;
import software.amazon.awssdk.crt.http.Http1StreamManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpException;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;
import software.amazon.awssdk.crt.http.HttpStreamBase;
import software.amazon.awssdk.crt.http.HttpStreamBaseResponseHandler;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.utils.ByteBufferUtils;

/**
 * Posts a message to the API's callback URL, {@code POST /<stage>/@connections/<connection id>}, through AWS CRT, the
 * SDK's native HTTP client and signer: directly, for a quarter of the CPU that the SDK's own client takes.
 */
final class ManagementApi implements Broadcast.Endpoint {
    /** Of a connection, and again of an answer. */
    static final int TIMEOUT_MILLIS = 3_000;
    private static final DefaultCredentialsProvider CREDENTIALS = DefaultCredentialsProvider.builder().build();
    /** Shared by all messages; made by the first post: threads and sockets must not be in SnapStart's snapshot. */
    private static final ConcurrentHashMap<URI, Http1StreamManager> STREAMS = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Broadcast.Answer> answers = new ConcurrentLinkedQueue<>();
    private final AwsSigningConfig signing = new AwsSigningConfig();
    private final URI callbackUrl;
    private final byte[] message;

    ManagementApi(URI callbackUrl, String message) {
        this.callbackUrl = callbackUrl;
        this.message = message.getBytes(UTF_8);
        var credentials = CREDENTIALS.resolveCredentials();
        signing.setService("execute-api");
        signing.setRegion(System.getenv("AWS_REGION"));
        signing.setSignedBodyHeader(AwsSigningConfig.AwsSignedBodyHeaderType.X_AMZ_CONTENT_SHA256);
        signing.setCredentials(new Credentials(
                credentials.accessKeyId().getBytes(UTF_8), credentials.secretAccessKey().getBytes(UTF_8),
                credentials instanceof AwsSessionCredentials session ? session.sessionToken().getBytes(UTF_8) : null));
    }

    private static Http1StreamManager open(URI url) {
        try (SocketOptions socket = new SocketOptions(); TlsContext tls = new TlsContext()) {
            return Http1StreamManager.create(new HttpClientConnectionManagerOptions().withUri(url)
                    .withTlsContext(url.getScheme().equals("https") ? tls : null).withSocketOptions(socket)
                    .withClientBootstrap(ClientBootstrap.getOrCreateStaticDefault())
                    // The other end may have closed what was idle for longer.
                    .withMaxConnections(Pace.MAX_CONCURRENCY).withMaxConnectionIdleInMilliseconds(20_000)
                    .withConnectionAcquisitionTimeoutInMilliseconds(TIMEOUT_MILLIS)
                    .withResponseFirstByteTimeoutInMilliseconds(TIMEOUT_MILLIS));
        }
    }

    /** Looks once a millisecond: to be woken for each answer would take as much CPU as to post. */
    @Override
    public Broadcast.Answer answer() {
        if (answers.isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        return answers.poll();
    }

    @Override
    public void post(Broadcast.Recipient recipient) {
        Http1StreamManager streams = STREAMS.computeIfAbsent(callbackUrl, ManagementApi::open);
        streams.acquireStream(signed(recipient.id()), new HttpStreamBaseResponseHandler() {
            @Override
            public void onResponseHeaders(HttpStreamBase stream, int status, int blockType, HttpHeader[] headers) { }

            @Override
            public void onResponseComplete(HttpStreamBase stream, int error) {
                int status = error == 0 ? stream.getResponseStatusCode() : 0;
                stream.close();
                answers.add(new Broadcast.Answer(recipient, status,
                        error == 0 ? String.valueOf(status) : CRT.awsErrorName(error)));
            }
        }).exceptionally(e -> {
            answers.add(new Broadcast.Answer(recipient, 503,
                    e instanceof HttpException http ? CRT.awsErrorName(http.getErrorCode()) : e.toString()));
            return null;
        });
    }

    private HttpRequest signed(String connectionId) {
        String path = "/@connections/" + URLEncoder.encode(connectionId, UTF_8);
        ByteBuffer unread = ByteBuffer.wrap(message);
        signing.setTime(System.currentTimeMillis());
        return AwsSigner.signRequest(new HttpRequest("POST", callbackUrl.getRawPath() + path, new HttpHeader[] {
            new HttpHeader("host", callbackUrl.getRawAuthority()),
            new HttpHeader("content-type", "application/octet-stream"),
            new HttpHeader("content-length", String.valueOf(message.length)),
        }, new HttpRequestBodyStream() {
            @Override
            public boolean sendRequestBody(ByteBuffer out) {
                ByteBufferUtils.transferData(unread, out);
                return !unread.hasRemaining();
            }

            @Override
            public boolean resetPosition() {
                unread.rewind();
                return true;
            }
        }), signing).join();
    }
}
