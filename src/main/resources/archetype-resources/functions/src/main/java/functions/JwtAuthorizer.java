package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse.PolicyDocument;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponse.Statement;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.Gson;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import java.util.List;
import java.util.Map;

/**
 * Authorizes {@code $connect}, and with it all routes of the connection: verifies the token in the query parameter
 * {@code token}, since browsers can send no header, or in the header {@code Authorization}.
 *
 * <p>Answers a policy for this {@code $connect} alone, whose {@code principalId} is the token's {@code sub}. A token
 * that is no good is denied: the client gets 403. Throws {@code Unauthorized} if there is none: 401. Throws another
 * exception, and counts {@code AuthorizerFailed}, if the issuer's keys are not to be had: 500.
 */
public final class JwtAuthorizer implements RequestHandler<APIGatewayCustomAuthorizerEvent, IamPolicyResponse> {
    private final JwtVerifier verifier;

    public JwtAuthorizer() {
        this(new JwtVerifier(System.getenv("ISSUER"), System.getenv("AUDIENCE")));
        Priming.run(verifier::fetchKeys);
    }

    JwtAuthorizer(JwtVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public IamPolicyResponse handleRequest(APIGatewayCustomAuthorizerEvent event, Context context) {
        String token = token(event);
        if (token.isBlank()) {
            throw new IllegalStateException("Unauthorized");
        }
        try {
            return policy(verifier.subject(token), IamPolicyResponse.allowStatement(event.getMethodArn()));
        } catch (BadJOSEException e) {
            // Its message may quote the token.
            LambdaRuntime.getLogger().log("Refused: " + e.getClass().getSimpleName(), LogLevel.WARN);
            return policy("refused", IamPolicyResponse.denyStatement(event.getMethodArn()));
        } catch (KeySourceException e) {
            LambdaRuntime.getLogger().log(failed(e));
            throw new IllegalStateException("The issuer's keys are not to be had", e);
        }
    }

    private static String token(APIGatewayCustomAuthorizerEvent event) {
        Map<String, String> query = event.getQueryStringParameters();
        if (query != null && query.containsKey("token")) {
            return query.get("token");
        }
        // Names are as the client wrote them.
        return event.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
                .map(header -> header.getValue().replaceFirst("(?i)^Bearer ", ""))
                .findFirst().orElse("");
    }

    private static IamPolicyResponse policy(String principalId, Statement statement) {
        return IamPolicyResponse.builder()
                .withPrincipalId(principalId)
                .withPolicyDocument(PolicyDocument.builder()
                        .withVersion(IamPolicyResponse.VERSION_2012_10_17)
                        .withStatement(List.of(statement))
                        .build())
                .build();
    }

    /** A metric (CloudWatch's embedded format): a missing token is an error of the function, too, but wakes nobody. */
    private static String failed(KeySourceException cause) {
        return new Gson().toJson(Map.of(
                "_aws", Map.of(
                        "Timestamp", System.currentTimeMillis(),
                        "CloudWatchMetrics", List.of(Map.of(
                                "Namespace", System.getenv("METRICS_NAMESPACE"),
                                "Dimensions", List.of(List.of("Stage")),
                                "Metrics", List.of(Map.of("Name", "AuthorizerFailed", "Unit", "Count"))))),
                "Stage", System.getenv("STAGE"),
                "AuthorizerFailed", 1,
                "level", "ERROR",
                "cause", cause.toString()));
    }
}
