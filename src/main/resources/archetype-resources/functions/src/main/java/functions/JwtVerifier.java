package ${package}.functions;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Verifies tokens of an OpenID Connect issuer: signature (RS256, ES256), issuer, audience and time, give or take a
 * minute. The issuer's keys are kept, asked for again every five minutes or for a key that is not known, and used on if
 * the issuer is out of reach.
 */
final class JwtVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    /** Access tokens may say what they are (RFC 9068); others say {@code JWT}, or nothing. */
    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final Issuer issuer;
    private final JWKSource<SecurityContext> keys;
    private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();

    JwtVerifier(String issuer, String audience) {
        this(issuer, audience, Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    /** Takes keys for as good for some time, and asks for them twice in an interval at most. */
    JwtVerifier(String issuer, String audience, Duration timeToLive, Duration interval) {
        this.issuer = new Issuer(issuer);
        keys = JWKSourceBuilder.create(this.issuer)
                .cache(timeToLive.toMillis(), Duration.ofSeconds(15).toMillis())
                .refreshAheadCache(false)
                .rateLimited(interval.toMillis())
                .outageTolerantForever()
                .build();
        tokens.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
        tokens.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        tokens.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience,
                new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
    }

    /**
     * The {@code sub} of a token.
     *
     * @throws BadJOSEException if the token is no good
     * @throws KeySourceException if the issuer is out of reach and its keys are not known
     */
    String subject(String token) throws BadJOSEException, KeySourceException {
        try {
            String subject = tokens.process(token, null).getSubject();
            if (subject == null || subject.isBlank()) {
                throw new BadJWTException("No sub");
            }
            return subject;
        } catch (RateLimitReachedException e) {
            if (issuer.isKnown()) {
                throw new BadJOSEException("A key that the issuer does not have", e);
            }
            throw e;
        } catch (KeySourceException e) {
            throw e;
        } catch (ParseException | JOSEException e) {
            throw new BadJOSEException("Not a token", e);
        }
    }

    void fetchKeys() {
        try {
            keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        } catch (KeySourceException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the keys come from: OpenID Connect Discovery 1.0, section 4. */
    private static final class Issuer implements JWKSetSource<SecurityContext> {
        private final DefaultResourceRetriever http = new DefaultResourceRetriever(2_000, 2_000, 100_000);
        private final String name;
        private boolean known;

        private Issuer(String name) {
            this.name = name;
        }

        private boolean isKnown() {
            return known;
        }

        @Override
        public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, SecurityContext context)
                throws JWKSetUnavailableException {
            try {
                Map<String, Object> metadata =
                        JSONObjectUtils.parse(get(name.replaceFirst("/$", "") + "/.well-known/openid-configuration"));
                JWKSet keys = JWKSet.parse(get(JSONObjectUtils.getString(metadata, "jwks_uri")));
                known = true;
                return keys;
            } catch (IOException | ParseException e) {
                throw new JWKSetUnavailableException(name + ": " + e.getMessage(), e);
            }
        }

        private String get(String url) throws IOException {
            return http.retrieveResource(new URL(url)).getContent();
        }

        @Override
        public void close() {
            // Keeps nothing open.
        }
    }
}
