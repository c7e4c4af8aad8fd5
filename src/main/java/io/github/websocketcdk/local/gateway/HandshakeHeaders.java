package io.github.websocketcdk.local.gateway;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The headers of {@code $connect}'s event: the client's, named as it names them, and those that API Gateway adds. */
final class HandshakeHeaders {
    private static final Set<String> NOT_HANDED_OVER =
            Set.of("connection", "upgrade", "x-forwarded-port", "x-forwarded-proto");
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String TRACE_ID = "X-Amzn-Trace-Id";

    private HandshakeHeaders() {
    }

    static MultiValues of(Request handshake) {
        MultiValues headers = new MultiValues();
        String client = Request.getRemoteAddr(handshake);
        boolean forwarded = false;
        for (HttpField header : handshake.getHeaders()) {
            String name = header.getName();
            if (!forwarded && name.equalsIgnoreCase(FORWARDED_FOR)) {
                forwarded = true;
                headers.add(name, String.join(", ", handshake.getHeaders().getValuesList(name)) + ", " + client);
            } else if (!name.equalsIgnoreCase(FORWARDED_FOR)
                    && !NOT_HANDED_OVER.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(name, header.getValue() == null ? "" : header.getValue());
            }
        }
        if (!forwarded) {
            headers.add(FORWARDED_FOR, client);
        }
        if (!handshake.getHeaders().contains(TRACE_ID)) {
            headers.add(TRACE_ID, "Root=1-" + Long.toHexString(Instant.now().getEpochSecond()) + "-" + "0".repeat(24));
        }
        int port = handshake.getHttpURI().getPort();
        headers.add("X-Forwarded-Port", String.valueOf(port > 0 ? port : Request.getLocalPort(handshake)));
        return headers.add("X-Forwarded-Proto", "http");
    }
}
