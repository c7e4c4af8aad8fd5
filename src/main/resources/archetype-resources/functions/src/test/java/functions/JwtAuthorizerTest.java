package ${package}.functions;

import static com.nimbusds.jose.JWSAlgorithm.ES256;
import static com.nimbusds.jose.JWSAlgorithm.HS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static com.nimbusds.jose.JWSAlgorithm.RS512;
import static ${package}.functions.JwtIssuer.EC;
import static ${package}.functions.JwtIssuer.RSA;
import static ${package}.functions.JwtIssuer.in;
import static ${package}.functions.JwtIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthorizerTest {
    private static final String CONNECT = "arn:aws:execute-api:us-east-1:123456789012:abcdef1234/dev/$connect";

    private JwtIssuer issuer;
    private JwtAuthorizer authorizer;

    @BeforeEach
    void start() throws Exception {
        issuer = new JwtIssuer();
        authorizer = new JwtAuthorizer(new JwtVerifier(issuer.url(), "chat"));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aGoodTokenAllowsThisConnectAndNothingElseToItsSubject() {
        assertAllowed(sign(RSA, RS256, issuer.claims().build()));
        assertAllowed(sign(EC, ES256, issuer.claims().build()));
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        assertAllowed(sign(RSA, RS256, issuer.claims().audience(List.of("another", "chat")).build()));
    }

    @Test
    void anAccessTokenMaySayThatItIsOne() throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(RS256).type(new JOSEObjectType("at+jwt"))
                .keyID(RSA.getKeyID()).build(), issuer.claims().build());
        token.sign(new RSASSASigner(RSA.toRSAKey()));

        assertAllowed(token.serialize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization"})
    void aTokenMayComeInAHeader(String name) {
        String token = sign(RSA, RS256, issuer.claims().build());

        assertThat(effect(authorize(Map.of(name, "Bearer " + token), null))).isEqualTo("Allow");
        assertThat(effect(authorize(Map.of(name, "bearer " + token), Map.of("room", "1")))).isEqualTo("Allow");
    }

    @Test
    void withoutATokenTheClientIsUnauthorized() {
        assertThatThrownBy(() -> authorize(Map.of("Host", "localhost"), null)).hasMessage("Unauthorized");
        assertThatThrownBy(() -> authorize(Map.of(), Map.of("token", ""))).hasMessage("Unauthorized");
        assertThat(issuer.requests()).isZero();
    }

    @Test
    void anExpiredTokenIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().expirationTime(in(Duration.ofMinutes(-2))).build()));
    }

    @Test
    void aTokenThatIsNotYetValidIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().notBeforeTime(in(Duration.ofMinutes(2))).build()));
    }

    @Test
    void aTokenThatNeverExpiresIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().expirationTime(null).build()));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().issuer("https://issuer.example.com").build()));
    }

    @Test
    void aTokenForAnotherAudienceOrForNoneIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().audience("another").build()));
        assertRefused(sign(RSA, RS256, issuer.claims().audience((String) null).build()));
    }

    @Test
    void aTokenOfNobodyIsRefused() {
        assertRefused(sign(RSA, RS256, issuer.claims().subject(null).build()));
        assertRefused(sign(RSA, RS256, issuer.claims().subject(" ").build()));
    }

    @Test
    void aTokenSignedWithAnotherKeyIsRefusedWhateverItsId() {
        assertRefused(sign(JwtIssuer.rsa(RSA.getKeyID()), RS256, issuer.claims().build()));
        assertRefused(sign(JwtIssuer.rsa("another"), RS256, issuer.claims().build()));
        assertRefused(sign(JwtIssuer.ec(EC.getKeyID()), ES256, issuer.claims().build()));
    }

    @Test
    void aTokenThatWasChangedIsRefused() {
        String[] alice = sign(RSA, RS256, issuer.claims().build()).split("\\.");
        String[] mallory = sign(RSA, RS256, issuer.claims().subject("mallory").build()).split("\\.");

        assertRefused(alice[0] + "." + mallory[1] + "." + alice[2]);
    }

    @Test
    void aTokenThatIsNotSignedIsRefused() {
        assertRefused(new PlainJWT(issuer.claims().build()).serialize());
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(HS256).keyID(RSA.getKeyID()).build(),
                issuer.claims().build());
        token.sign(new MACSigner(RSA.toRSAKey().toPublicKey().getEncoded()));

        assertRefused(token.serialize());
    }

    @Test
    void anotherAlgorithmIsRefusedEvenIfTheKeyIsRight() {
        assertRefused(sign(RSA, RS512, issuer.claims().build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", ".", "..", "a.b.c", "e30.e30.", "null", "{}"})
    void garbageIsRefused(String garbage) {
        assertRefused(garbage);
    }

    @Test
    void aMegabyteIsRefused() {
        assertRefused("a".repeat(1 << 20));
        assertRefused(sign(RSA, RS256, issuer.claims().subject("a".repeat(1 << 20)).issuer("another").build()));
    }

    @Test
    void whyATokenIsRefusedIsLoggedWithNothingThatItSays() throws Exception {
        String token = sign(RSA, RS256, issuer.claims().audience("secret-audience").claim("name", "Alice").build());

        assertThat(FunctionLog.of(() -> authorize(Map.of(), Map.of("token", token))))
                .contains("Refused: BadJWTException")
                .doesNotContain("secret-audience", "alice", "Alice", token);
    }

    @Test
    void aKeyThatIsNotKnownIsAskedForAgainAtABoundedRate() {
        JWK next = JwtIssuer.rsa("next");
        assertAllowed(sign(RSA, RS256, issuer.claims().build()));
        issuer.has(next);

        assertAllowed(sign(next, RS256, issuer.claims().build()));
        for (int i = 0; i < 20; i++) {
            assertRefused(sign(JwtIssuer.ec("unknown-" + i), ES256, issuer.claims().build()));
        }

        assertThat(issuer.requests()).isEqualTo(2);
        assertAllowed(sign(next, RS256, issuer.claims().build()));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theKeysAreUsedOnThroughAnOutageOfTheIssuer() {
        authorizer = new JwtAuthorizer(
                new JwtVerifier(issuer.url(), "chat", Duration.ofMillis(20), Duration.ofMillis(1)));
        String token = sign(RSA, RS256, issuer.claims().build());
        assertAllowed(token);

        issuer.goesDown();
        for (int known = issuer.failures(); issuer.failures() < known + 2;) {
            assertAllowed(token);
        }
    }

    @Test
    void whereTheKeysAreNotToBeHadNobodyIsLetInAndItIsCounted() throws Exception {
        issuer.goesDown();
        String token = sign(RSA, RS256, issuer.claims().build());

        String log = FunctionLog.of(() -> {
            for (int i = 0; i < 4; i++) {
                assertThatThrownBy(() -> authorize(Map.of(), Map.of("token", token)))
                        .isInstanceOf(IllegalStateException.class).hasMessageNotContaining("Unauthorized");
            }
            return null;
        });

        assertThat(log).contains("\"AuthorizerFailed\":1", issuer.url()).doesNotContain(token);
    }

    private void assertAllowed(String token) {
        IamPolicyResponse policy = authorize(Map.of(), Map.of("token", token));

        assertThat(policy.getPrincipalId()).isEqualTo("alice");
        assertThat(statement(policy)).containsEntry("Effect", "Allow").containsEntry("Action", "execute-api:Invoke");
        assertThat((Object[]) statement(policy).get("Resource")).containsExactly(CONNECT);
    }

    private void assertRefused(String token) {
        assertThat(effect(authorize(Map.of(), Map.of("token", token)))).isEqualTo("Deny");
    }

    private static String effect(IamPolicyResponse policy) {
        return (String) statement(policy).get("Effect");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> statement(IamPolicyResponse policy) {
        Object[] statements = (Object[]) policy.getPolicyDocument().get("Statement");
        assertThat(statements).hasSize(1);
        return (Map<String, Object>) statements[0];
    }

    private IamPolicyResponse authorize(Map<String, String> headers, Map<String, String> query) {
        return authorizer.handleRequest(APIGatewayCustomAuthorizerEvent.builder().withType("REQUEST")
                .withMethodArn(CONNECT).withHeaders(headers).withQueryStringParameters(query).build(), null);
    }
}
