package ${package}.functions;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpException;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpRequestBodyStream;
import software.amazon.awssdk.crt.http.HttpStream;
import software.amazon.awssdk.crt.http.HttpStreamResponseHandler;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/**
 * The API's callback URL: {@code POST /<stage>/@connections/<connection id>} sends a message to one connection. Goes
 * to the SDK's HTTP client (AWS CRT) directly, for about a quarter of the CPU that the SDK's own client takes.
 */
final class ManagementApi implements AutoCloseable {

    /** As many posts as can be under way at a time. */
    static final int MAX_CONNECTIONS = 128;

    private static final int TIMEOUT_MILLIS = 3_000;
    /** What has been idle for longer is not used again: the other end may have closed it. */
    private static final int MAX_IDLE_MILLIS = 20_000;

    private final URI callbackUrl;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final HttpClientConnectionManager connections;

    ManagementApi(URI callbackUrl, String region, AwsCredentialsProvider credentials) {
        this.callbackUrl = callbackUrl;
        this.region = region;
        this.credentials = credentials;
        this.connections = connectionManager(callbackUrl);
    }

    static ManagementApi fromEnvironment() {
        return new ManagementApi(URI.create(System.getenv("CALLBACK_URL")), System.getenv("AWS_REGION"),
                DefaultCredentialsProvider.builder().build());
    }

    /**
     * What came of a post.
     *
     * @param status an HTTP status, or 0 and the name of the CRT's error
     * @param unsent whether nothing has left the function
     */
    record Answer(int status, String error, boolean unsent) {

        private static Answer unsent(Throwable failure) {
            if (failure instanceof HttpException e) {
                return new Answer(0, CRT.awsErrorName(e.getErrorCode()), true);
            }
            return new Answer(0, failure instanceof CrtRuntimeException e ? e.errorName : failure.toString(), true);
        }

        /** The status, or the error where there is none. */
        String cause() {
            return status == 0 ? error : String.valueOf(status);
        }
    }

    /** A message that is signed for as long as an invocation lasts. */
    Message sign(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new Message(body, new SigV4(callbackUrl.getRawAuthority(), region,
                    credentials.resolveCredentials(), Instant.now(), body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing needs SHA-256 and HmacSHA256, which every JDK has", e);
        }
    }

    /** Sends a message to one connection and waits for the answer. */
    Answer post(String connectionId, Message message) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        post(connectionId, message, answer::complete);
        return answer.join();
    }

    /** Sends a message to one connection; the answer comes always, mostly on another thread. */
    void post(String connectionId, Message message, Consumer<Answer> answered) {
        HttpRequest request = request(connectionId, message);
        connections.acquireConnection().whenComplete((connection, failure) -> {
            if (connection == null) {
                answered.accept(Answer.unsent(failure));
            } else {
                new Exchange(connection, answered).start(request);
            }
        });
    }

    @Override
    public void close() {
        connections.close();
    }

    private HttpRequest request(String connectionId, Message message) {
        String path = callbackUrl.getRawPath() + "/@connections/"
                + URLEncoder.encode(connectionId, StandardCharsets.UTF_8);
        List<HttpHeader> headers = new ArrayList<>();
        message.signer.headers.forEach((name, value) -> headers.add(new HttpHeader(name, value)));
        headers.add(new HttpHeader("authorization", message.signer.authorization(path)));
        headers.add(new HttpHeader("content-type", "application/octet-stream"));
        headers.add(new HttpHeader("content-length", String.valueOf(message.body.length)));
        return new HttpRequest("POST", path, headers.toArray(HttpHeader[]::new), message.stream());
    }

    private static HttpClientConnectionManager connectionManager(URI url) {
        // One thread: the function has about one vCPU.
        try (EventLoopGroup eventLoop = new EventLoopGroup(1);
                HostResolver resolver = new HostResolver(eventLoop);
                ClientBootstrap bootstrap = new ClientBootstrap(eventLoop, resolver);
                SocketOptions socket = new SocketOptions();
                TlsContextOptions tls = TlsContextOptions.createDefaultClient();
                TlsContext tlsContext = new TlsContext(tls)) {
            socket.connectTimeoutMs = TIMEOUT_MILLIS;
            HttpClientConnectionManagerOptions options = new HttpClientConnectionManagerOptions()
                    .withClientBootstrap(bootstrap)
                    .withSocketOptions(socket)
                    .withUri(url)
                    .withMaxConnections(MAX_CONNECTIONS)
                    .withMaxConnectionIdleInMilliseconds(MAX_IDLE_MILLIS)
                    .withConnectionAcquisitionTimeoutInMilliseconds(TIMEOUT_MILLIS)
                    .withResponseFirstByteTimeoutInMilliseconds(TIMEOUT_MILLIS);
            if (url.getScheme().equals("https")) {
                options.withTlsContext(tlsContext);
            }
            // Holds on to what it needs of them until it is closed itself.
            return HttpClientConnectionManager.create(options);
        }
    }

    /** The body of a message and what signs it. */
    static final class Message {

        private final byte[] body;
        private final SigV4 signer;

        private Message(byte[] body, SigV4 signer) {
            this.body = body;
            this.signer = signer;
        }

        private HttpRequestBodyStream stream() {
            ByteBuffer unsent = ByteBuffer.wrap(body);
            return new HttpRequestBodyStream() {
                @Override
                public boolean sendRequestBody(ByteBuffer out) {
                    int length = Math.min(unsent.remaining(), out.remaining());
                    out.put(unsent.slice().limit(length));
                    unsent.position(unsent.position() + length);
                    return !unsent.hasRemaining();
                }
            };
        }
    }

    /** One request and its answer, on a connection that is given back afterwards. */
    private final class Exchange implements HttpStreamResponseHandler {

        private final HttpClientConnection connection;
        private final Consumer<Answer> answered;
        private int status;

        private Exchange(HttpClientConnection connection, Consumer<Answer> answered) {
            this.connection = connection;
            this.answered = answered;
        }

        private void start(HttpRequest request) {
            try {
                connection.makeRequest(request, this).activate();
            } catch (RuntimeException e) {
                // The connection has been closed since it was acquired.
                finish(Answer.unsent(e));
            }
        }

        @Override
        public void onResponseHeaders(HttpStream stream, int status, int blockType, HttpHeader[] headers) {
            this.status = status;
        }

        @Override
        public void onResponseComplete(HttpStream stream, int error) {
            stream.close();
            finish(error == 0 ? new Answer(status, null, false) : new Answer(0, CRT.awsErrorName(error), false));
        }

        private void finish(Answer answer) {
            connections.releaseConnection(connection);
            answered.accept(answer);
        }
    }
}
