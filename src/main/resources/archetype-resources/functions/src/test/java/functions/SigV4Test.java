package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

class SigV4Test {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String HOST = "abcdef1234.execute-api.eu-west-1.amazonaws.com";

    static final AwsCredentials[] CREDENTIALS = {
        AwsBasicCredentials.create("key", "secret"),
        AwsSessionCredentials.create("key", "secret", "token/with+every=thing"),
    };

    @ParameterizedTest
    @FieldSource("CREDENTIALS")
    void signsAsTheSdkDoes(AwsCredentials credentials) throws Exception {
        byte[] body = "grüße 𝄞".getBytes(StandardCharsets.UTF_8);
        SigV4 signer = new SigV4(HOST, "eu-west-1", credentials, NOW, body);

        for (String id : Stream.of("VWi0WdQt0kwCFHg=", "a+b/c==", "_-.~").toList()) {
            String path = "/dev/@connections/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
            SdkHttpRequest signed = signedBySdk(credentials, path, body);

            assertThat(signed.firstMatchingHeader("Authorization")).contains(signer.authorization(path));
            for (Map.Entry<String, String> header : signer.headers.entrySet()) {
                assertThat(signed.firstMatchingHeader(header.getKey())).contains(header.getValue());
            }
        }
    }

    private static SdkHttpRequest signedBySdk(AwsCredentials credentials, String path, byte[] body) {
        return AwsV4HttpSigner.create().sign(request -> request
                .identity(credentials)
                .request(SdkHttpFullRequest.builder()
                        .method(SdkHttpMethod.POST).uri(URI.create("https://" + HOST)).encodedPath(path).build())
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))).request();
    }
}
