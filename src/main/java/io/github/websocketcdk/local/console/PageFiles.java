package io.github.websocketcdk.local.console;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The files of the page, which no other page may frame. */
final class PageFiles extends ResourceHandler {
    PageFiles() {
        setBaseResource(ResourceFactory.of(this).newResource(PageFiles.class.getResource("page")));
        setDirAllowed(false);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders()
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("Content-Security-Policy", "default-src 'self'; connect-src *; frame-ancestors 'none'")
                .put("X-Content-Type-Options", "nosniff");
        return super.handle(request, response, callback);
    }
}
