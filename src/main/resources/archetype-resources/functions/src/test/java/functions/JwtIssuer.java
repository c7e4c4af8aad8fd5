package ${package}.functions;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer on a free port of the loopback interface. */
final class JwtIssuer implements AutoCloseable {
    static final JWK RSA = rsa("rsa");
    static final JWK EC = ec("ec");

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile JWKSet keys = new JWKSet(List.of(RSA, EC));
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean down;

    JwtIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange ->
                answer(exchange, "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\"}"));
        server.createContext("/keys", exchange -> {
            requests.incrementAndGet();
            answer(exchange, keys.toString());
        });
        server.start();
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        if (down) {
            failures.incrementAndGet();
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(down ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often its keys were asked for. */
    int requests() {
        return requests.get();
    }

    /** How often it answered 503. */
    int failures() {
        return failures.get();
    }

    /** From now on, it has these keys. */
    void has(JWK... keys) {
        this.keys = new JWKSet(List.of(keys));
    }

    /** From now on, all that it answers is 503. */
    void goesDown() {
        down = true;
    }

    /** What a good token of alice's for {@code chat} says. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(url()).audience("chat").subject("alice")
                .expirationTime(in(Duration.ofMinutes(10)));
    }

    static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    static String sign(JWK key, JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, algorithm);
            SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static JWK rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWK ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
