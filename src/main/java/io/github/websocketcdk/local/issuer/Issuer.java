package io.github.websocketcdk.local.issuer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Synthesis;
import io.github.websocketcdk.local.gateway.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An OpenID Connect issuer (Discovery 1.0) that takes everybody for whom they say they are, with a key of its own after
 * each start. {@code POST /_local/token} with {@code {"sub":"alice"}} answers {@code {"token":"…"}}, signed with RS256
 * and good for an hour; other claims in the body, such as {@code aud} or {@code exp}, are the token's. A body that has
 * no claims is 400, and a client that is not on the loopback interface 403; {@code message} says why.
 */
public final class Issuer extends Handler.Abstract {
    private static final int KEY_BITS = 2048;
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final String name;
    private final Supplier<Deployment> deployment;
    private RSAKey key;

    /**
     * An issuer.
     *
     * @param name its {@code iss}, {@code http://localhost:3001/_local/issuer}
     * @param deployment what is deployed: its authorizer is whom tokens are for
     */
    public Issuer(String name, Supplier<Deployment> deployment) {
        this.name = name;
        this.deployment = deployment;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        switch (request.getMethod() + " " + Request.getPathInContext(request)) {
            case "GET " + Synthesis.ISSUER_PATH + "/.well-known/openid-configuration" ->
                    Http.answer(response, callback, 200, metadata());
            case "GET " + Synthesis.ISSUER_PATH + "/keys" ->
                    Http.answer(response, callback, 200, JsonParser.parseString(new JWKSet(key()).toString()));
            case "POST /_local/token" -> {
                if (isOnLoopback(request)) {
                    answerToken(request, response, callback);
                } else {
                    Http.answer(response, callback, 403, Http.message("Tokens are for the loopback interface only"));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** With an address to listen on beside it, others could be whom they want to be. */
    private static boolean isOnLoopback(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress client
                && client.getAddress().isLoopbackAddress();
    }

    private JsonObject metadata() {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("issuer", name);
        metadata.addProperty("jwks_uri", name + "/keys");
        metadata.add("response_types_supported", list("token"));
        metadata.add("subject_types_supported", list("public"));
        metadata.add("id_token_signing_alg_values_supported", list(JWSAlgorithm.RS256.getName()));
        return metadata;
    }

    private static JsonArray list(String value) {
        JsonArray list = new JsonArray();
        list.add(value);
        return list;
    }

    private void answerToken(Request request, Response response, Callback callback) throws IOException, JOSEException {
        try {
            JWTClaimsSet asked = JWTClaimsSet.parse(Content.Source.asString(request));
            if (asked.getSubject() == null || asked.getSubject().isBlank()) {
                throw new ParseException("sub is missing", 0);
            }
            JsonObject answer = new JsonObject();
            answer.addProperty("token", token(asked));
            Http.answer(response, callback, 200, answer);
        } catch (ParseException e) {
            Http.answer(response, callback, 400, Http.message("The body is not a token's claims: " + e.getMessage()
                    + ". Example: {\"sub\":\"alice\"}"));
        }
    }

    private String token(JWTClaimsSet asked) throws JOSEException {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(name)
                .audience(audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString());
        asked.getClaims().forEach(claims::claim);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key().getKeyID())
                .build();
        SignedJWT token = new SignedJWT(header, claims.build());
        token.sign(new RSASSASigner(key()));
        return token.serialize();
    }

    /** As the generated stack tells its authorizer; its own default is the name of the app. */
    private String audience() {
        Deployment deployed = deployment.get();
        return deployed.authorizers().values().stream()
                .map(authorizer -> deployed.functions().get(authorizer.function()).environment().get("AUDIENCE"))
                .filter(Objects::nonNull)
                .findFirst().orElse(deployed.name());
    }

    /** Made when it is first asked for: it takes a moment, and most APIs have no authorizer. */
    private synchronized RSAKey key() throws JOSEException {
        if (key == null) {
            key = new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        }
        return key;
    }
}
