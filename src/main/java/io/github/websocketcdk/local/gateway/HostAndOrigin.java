package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.log.Log;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses pages that are not of this machine: the port of a developer is no public API. */
final class HostAndOrigin extends Handler.Wrapper {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean anyHost;
    private final List<String> allowedOrigins;
    private final Log log;

    /**
     * A check of each request before a handler gets it.
     *
     * @param anyHost whether this machine is known by other names too
     * @param allowedOrigins such as {@code https://app.example.com}
     */
    HostAndOrigin(Handler handler, boolean anyHost, List<String> allowedOrigins, Log log) {
        super(handler);
        this.anyHost = anyHost;
        this.allowedOrigins = allowedOrigins;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String host = Request.getServerName(request);
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String what = "Forbidden: " + request.getMethod() + " " + Request.getPathInContext(request);
        // Under another name, a page from elsewhere could have its own name point here.
        if (!anyHost && !THIS_MACHINE.contains(host)) {
            log.error(what + " with the Host " + host + ", which is not this machine");
        } else if (origin != null && !isAllowed(origin, request)) {
            log.error(what + " of a page from " + origin + ". To allow it: -DallowedOrigin=" + origin);
        } else {
            return super.handle(request, response, callback);
        }
        Http.error(response, callback, 403, "Forbidden");
        return true;
    }

    private boolean isAllowed(String origin, Request request) {
        if (allowedOrigins.contains(origin) || origin.endsWith("://" + request.getHeaders().get(HttpHeader.HOST))) {
            return true;
        }
        try {
            String host = URI.create(origin).getHost();
            return host != null && THIS_MACHINE.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
