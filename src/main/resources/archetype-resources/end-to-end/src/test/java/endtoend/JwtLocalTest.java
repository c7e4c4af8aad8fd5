package ${package}.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.github.websocketcdk.local.LocalGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import ${package}.infrastructure.WebSocketApp;

/** Who may connect to the stack, over real sockets. */
class JwtLocalTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static LocalGateway gateway;
    private static JwtTokens tokens;

    @BeforeAll
    static void start() throws Exception {
        gateway = LocalGateway.start(WebSocketApp::new);
        tokens = new JwtTokens(gateway.page());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aTokenConnectsFromTheQueryAndFromTheHeader() {
        String token = tokens.with("{\"sub\":\"alice\"}");

        assertThat(connect(token)).isEqualTo(101);
        assertThat(connect(gateway.endpoint(), "Bearer " + token)).isEqualTo(101);
    }

    @Test
    void withoutATokenItIsUnauthorized() {
        assertThat(connect(gateway.endpoint(), null)).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"sub\":\"alice\",\"exp\":1}",
        "{\"sub\":\"alice\",\"nbf\":32503680000}",
        "{\"sub\":\"alice\",\"iss\":\"https://issuer.example.com\"}",
        "{\"sub\":\"alice\",\"aud\":\"another\"}",
    })
    void aTokenOfAnotherTimeIssuerOrAudienceIsRefused(String claims) {
        assertThat(connect(tokens.with(claims))).isEqualTo(403);
    }

    @Test
    void aTokenThatTheIssuerHasNotSignedIsRefused() throws Exception {
        SignedJWT good = SignedJWT.parse(tokens.with("{\"sub\":\"alice\"}"));
        JWTClaimsSet claims = good.getJWTClaimsSet();
        String keyId = good.getHeader().getKeyID();
        RSAKey known = JWKSet.load(URI.create(claims.getIssuer() + "/keys").toURL()).getKeyByKeyId(keyId).toRSAKey();
        SignedJWT another = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
        another.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        SignedJWT secret = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(keyId).build(), claims);
        secret.sign(new MACSigner(known.toRSAPublicKey().getEncoded()));

        SignedJWT longer = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS512).keyID(keyId).build(), claims);
        longer.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        SignedJWT unknown = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("unknown").build(), claims);
        unknown.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));

        assertThat(connect(longer.serialize())).isEqualTo(403);
        assertThat(connect(unknown.serialize())).isEqualTo(403);
        assertThat(connect(another.serialize())).isEqualTo(403);
        assertThat(connect(secret.serialize())).isEqualTo(403);
        assertThat(connect(new PlainJWT(claims).serialize())).isEqualTo(403);
        assertThat(connect("garbage")).isEqualTo(403);
    }

    @Test
    void whereTheIssuerIsOutOfReachNobodyConnects() throws Exception {
        String token = tokens.with("{\"sub\":\"alice\"}");
        try (LocalGateway alone = LocalGateway.start(props -> app(props, "http://127.0.0.1:1"))) {
            assertThat(connect(URI.create(alone.endpoint() + "?token=" + token), null)).isEqualTo(500);
        }
    }

    private static App app(AppProps props, String issuer) {
        Map<String, Object> context = new HashMap<>(props.getContext());
        context.put("issuer", issuer);
        return new WebSocketApp(AppProps.builder().outdir(props.getOutdir()).context(context).build());
    }

    private static int connect(String token) {
        return connect(URI.create(gateway.endpoint() + "?token=" + token), null);
    }

    /** The status of the handshake. */
    private static int connect(URI endpoint, String authorization) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        try {
            builder.buildAsync(endpoint, new WebSocket.Listener() { }).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
