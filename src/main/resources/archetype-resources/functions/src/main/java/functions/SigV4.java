package ${package}.functions;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs the POSTs of one body with AWS Signature Version 4. A broadcast differs from post to post in nothing but the
 * path, so the rest is worked out once; the SDK's AwsV4HttpSigner, which gives the same signatures, starts anew for
 * each. See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
final class SigV4 {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The headers that are signed, and so have to be sent; {@link #authorization} gives one more. */
    final Map<String, String> headers = new TreeMap<>();

    private final MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    private final Mac mac = Mac.getInstance("HmacSHA256");
    private final String canonicalRequestAfterPath;
    private final String stringToSignBeforeHash;
    private final String authorizationBeforeSignature;

    SigV4(String host, String region, AwsCredentials credentials, Instant now, byte[] body)
            throws GeneralSecurityException {
        String time = TIME.format(now);
        String bodyHash = hex(sha256.digest(body));
        headers.put("host", host);
        headers.put("x-amz-content-sha256", bodyHash);
        headers.put("x-amz-date", time);
        if (credentials instanceof AwsSessionCredentials session) {
            headers.put("x-amz-security-token", session.sessionToken());
        }
        String signedHeaders = String.join(";", headers.keySet());
        StringBuilder canonicalHeaders = new StringBuilder();
        headers.forEach((name, value) -> canonicalHeaders.append(name).append(':').append(value).append('\n'));
        canonicalRequestAfterPath = "\n\n" + canonicalHeaders + "\n" + signedHeaders + "\n" + bodyHash;
        String scope = time.substring(0, 8) + "/" + region + "/execute-api/aws4_request";
        stringToSignBeforeHash = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n";
        authorizationBeforeSignature = "AWS4-HMAC-SHA256 Credential=" + credentials.accessKeyId() + "/" + scope
                + ", SignedHeaders=" + signedHeaders + ", Signature=";
        byte[] key = bytes("AWS4" + credentials.secretAccessKey());
        for (String part : scope.split("/")) {
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            key = mac.doFinal(bytes(part));
        }
        mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
    }

    /** The header {@code authorization} of a POST to this path, which is percent-encoded as it is sent. */
    String authorization(String path) {
        // The canonical path is encoded once more; these two are all in it that this changes.
        String canonicalPath = path.replace("%", "%25").replace("@", "%40");
        byte[] hash = sha256.digest(bytes("POST\n" + canonicalPath + canonicalRequestAfterPath));
        return authorizationBeforeSignature + hex(mac.doFinal(bytes(stringToSignBeforeHash + hex(hash))));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
