package io.github.websocketcdk.local.console;

import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.dynamodb.DynamoDb;
import io.github.websocketcdk.local.gateway.Gateway;
import io.github.websocketcdk.local.gateway.Http;
import io.github.websocketcdk.local.log.Log;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The console page and what it uses. Last of the handlers: it answers all that is left. */
public final class Console extends Handler.Sequence {
    private final PageApi api;
    private final String endpoint;
    private final Log log;

    /** The page of a deployment. */
    public Console(Deployment deployment, String endpoint, Gateway gateway, DynamoDb dynamoDb, Log log) {
        this.api = new PageApi(deployment, endpoint, gateway, dynamoDb, log);
        this.endpoint = endpoint;
        this.log = log;
        setHandlers(api, new PageFiles());
    }

    /** Shows another deployment from now on. */
    public void update(Deployment deployment) {
        api.update(deployment);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if ("websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            log.info("Forbidden: " + Request.getPathInContext(request) + " is not the stage of " + endpoint);
        }
        if (HttpMethod.POST.is(request.getMethod()) && !isJson(request)) {
            Http.error(response, callback, 415, "Content-Type must be application/json");
        } else if (!super.handle(request, response, callback)) {
            Http.error(response, callback, 403, "Forbidden");
        }
        return true;
    }

    /** A browser lets a page from elsewhere post any other type without asking first. */
    private static boolean isJson(Request request) {
        return String.valueOf(request.getHeaders().get(HttpHeader.CONTENT_TYPE))
                .matches("(?i)application/json\\s*(;.*)?");
    }
}
