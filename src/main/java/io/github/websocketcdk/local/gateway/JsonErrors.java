package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.log.Log;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, or fails at: answered as API Gateway does, not with a page. */
record JsonErrors(Log log) implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (status == HttpStatus.INTERNAL_SERVER_ERROR_500) {
            log.error(request.getMethod() + " " + request.getHttpURI().getPath() + ": "
                    + request.getAttribute(ErrorHandler.ERROR_EXCEPTION));
            Http.error(response, callback, status, "Internal server error");
        } else {
            Http.error(response, callback, status, HttpStatus.getMessage(status));
        }
        return true;
    }
}
