package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer of tokens for developers, as a client that verifies them sees it. */
class IssuerTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET","Name":"chat",
                "RouteSelectionExpression":"$request.body.action"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"StageName":"dev"}}}}""";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.startAssembly(CloudAssembly.write(directory, TEMPLATE), Options.DEFAULT);
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return post(local.page(), body);
    }

    private static HttpResponse<String> post(URI page, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(page + "/_local/token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String token(String body) throws Exception {
        return JsonParser.parseString(post(body).body()).getAsJsonObject().get("token").getAsString();
    }

    /** Verifies a token as any client of an OpenID Connect issuer does, by its discovery document. */
    private static JWTClaimsSet verify(String token, String audience) throws Exception {
        String issuer = local.page() + "/_local/issuer";
        HttpResponse<String> discovery = HTTP.send(
                HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")).build(),
                HttpResponse.BodyHandlers.ofString());
        JsonObject metadata = JsonParser.parseString(discovery.body()).getAsJsonObject();
        assertThat(metadata.get("issuer").getAsString()).isEqualTo(issuer);
        DefaultJWTProcessor<SecurityContext> verifier = new DefaultJWTProcessor<>();
        verifier.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, JWKSourceBuilder
                .create(URI.create(metadata.get("jwks_uri").getAsString()).toURL()).build()));
        verifier.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience,
                new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", "iat")));
        return verifier.process(token, null);
    }

    @Test
    void whoeverAsksGetsATokenThatItsKeysVerify() throws Exception {
        JWTClaimsSet claims = verify(token("{\"sub\":\"alice\"}"), "chat");

        assertThat(claims.getSubject()).isEqualTo("alice");
        assertThat(claims.getExpirationTime()).isBetween(Instant.now().plus(Duration.ofMinutes(50)),
                Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void claimsThatAreAskedForAreTheTokens() throws Exception {
        JWTClaimsSet claims = verify(token("{\"sub\":\"bob\",\"aud\":[\"a\",\"b\"],\"admin\":true}"), "b");

        assertThat(claims.getAudience()).isEqualTo(List.of("a", "b"));
        assertThat(claims.getBooleanClaim("admin")).isTrue();
        assertThatThrownBy(() -> verify(token("{\"sub\":\"bob\",\"exp\":1}"), "chat"))
                .isInstanceOf(BadJWTException.class).hasMessage("Expired JWT");
    }

    @Test
    void theKeyIsAnotherOneAfterEachStart(@TempDir Path another) throws Exception {
        String keyId = SignedJWT.parse(token("{\"sub\":\"alice\"}")).getHeader().getKeyID();

        assertThat(SignedJWT.parse(token("{\"sub\":\"bob\"}")).getHeader().getKeyID()).isEqualTo(keyId);
        try (LocalGateway restarted =
                LocalGateway.startAssembly(CloudAssembly.write(another, TEMPLATE), Options.DEFAULT)) {
            assertThat(HTTP.send(HttpRequest.newBuilder(URI.create(restarted.page() + "/_local/issuer/keys")).build(),
                    HttpResponse.BodyHandlers.ofString()).body()).contains("\"kid\"").doesNotContain(keyId, "\"d\"");
        }
    }

    @Test
    void whoeverIsNotOnTheLoopbackInterfaceGetsNoToken(@TempDir Path another) throws Exception {
        try (LocalGateway open = LocalGateway.startAssembly(CloudAssembly.write(another, TEMPLATE),
                Options.DEFAULT.withHost("0.0.0.0"))) {
            for (InetAddress address : NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance).toList()) {
                URI page = URI.create("http://" + address.getHostAddress() + ":" + open.page().getPort());

                assertThat(post(page, "{\"sub\":\"alice\"}").statusCode()).as(page.toString())
                        .isEqualTo(address.isLoopbackAddress() ? 200 : 403);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"sub\":\"\"}", "[]", "alice", "{\"sub\":\"alice\",\"exp\":\"x\"}"})
    void anythingElseIsRefusedWithAnExample(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("The body is not a token's claims: ", "Example: {\\\"sub\\\":\\\"alice\\\"}");
    }
}
