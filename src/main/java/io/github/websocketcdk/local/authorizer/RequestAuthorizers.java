package io.github.websocketcdk.local.authorizer;

import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.Authorizer;
import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.gateway.Authorization;
import io.github.websocketcdk.local.gateway.Authorizers;
import io.github.websocketcdk.local.gateway.Event;
import io.github.websocketcdk.local.lambda.FunctionError;
import io.github.websocketcdk.local.lambda.Lambda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lambda authorizers of type REQUEST, which decide on each handshake anew: 401 where an identity source is missing or
 * the function throws {@code Unauthorized}, 403 where its policy does not allow this {@code $connect}, 500 where it
 * answers something else. The developer guide, "apigateway-websocket-api-lambda-auth", has the rules.
 */
public final class RequestAuthorizers implements Authorizers {
    private final Lambda lambda;
    private volatile Deployed deployed;

    /** A deployment with the identity sources of its authorizers, by id. */
    private record Deployed(Deployment deployment, Map<String, List<IdentitySource>> identitySources) {
    }

    /**
     * The authorizers of a deployment.
     *
     * @throws IllegalStateException if one has an identity source that cannot be taken here
     */
    public RequestAuthorizers(Deployment deployment, Lambda lambda) {
        this.lambda = lambda;
        update(deployment);
    }

    /** Those of another deployment from now on. */
    public void update(Deployment deployment) {
        Map<String, List<IdentitySource>> sources = new HashMap<>();
        deployment.authorizers().forEach((id, authorizer) -> {
            List<IdentitySource> own = new ArrayList<>();
            authorizer.identitySources().forEach(expression -> own.add(IdentitySource.of(id, expression)));
            sources.put(id, own);
        });
        deployed = new Deployed(deployment, sources);
    }

    @Override
    public CompletableFuture<Authorization> authorize(Route connect, Event event) {
        Deployed now = deployed;
        Authorizer authorizer = now.deployment().authorizers().get(connect.authorizer());
        JsonObject request = request(event, methodArn(now.deployment()));
        for (IdentitySource source : now.identitySources().get(authorizer.id())) {
            if (!source.isIn(request)) {
                return CompletableFuture.completedFuture(Authorization.refused(401, "Unauthorized",
                        "the client has no " + source.place() + "." + source.name()));
            }
        }
        long start = System.nanoTime();
        return lambda.invoke(authorizer.function(), request.toString()).handle((answer, thrown) -> thrown == null
                ? decide(answer, methodArn(now.deployment()), Duration.ofNanos(System.nanoTime() - start))
                : thrown((FunctionError) thrown));
    }

    private static String methodArn(Deployment deployment) {
        return "arn:aws:execute-api:" + deployment.region() + ":" + deployment.account() + ":" + Deployment.API_ID + "/"
                + deployment.stage() + "/$connect";
    }

    private static JsonObject request(Event event, String methodArn) {
        JsonObject request = event.toJson();
        request.addProperty("type", "REQUEST");
        request.addProperty("methodArn", methodArn);
        request.remove("isBase64Encoded");
        for (String name : List.of("queryStringParameters", "multiValueQueryStringParameters", "stageVariables")) {
            if (!request.has(name)) {
                request.add(name, new JsonObject());
            }
        }
        return request;
    }

    private static Authorization decide(String answer, String methodArn, Duration integrationLatency) {
        try {
            AuthorizerResponse response = AuthorizerResponse.of(answer);
            return response.policy().allows(methodArn)
                    ? Authorization.allowed(response.authorizer(integrationLatency))
                    : Authorization.refused(403, "Forbidden", "the authorizer's policy does not allow " + methodArn);
        } catch (InvalidResponseException e) {
            return failed("the authorizer's answer cannot be used: " + e.getMessage());
        }
    }

    private static Authorization thrown(FunctionError error) {
        return error.errorMessage().equals("Unauthorized")
                ? Authorization.refused(401, "Unauthorized", "the authorizer said Unauthorized")
                : failed("the authorizer failed: " + error.errorMessage());
    }

    private static Authorization failed(String reason) {
        return Authorization.refused(500, "Internal server error", reason);
    }
}
