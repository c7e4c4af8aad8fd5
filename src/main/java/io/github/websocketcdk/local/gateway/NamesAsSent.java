package io.github.websocketcdk.local.gateway;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;

/** HTTP whose headers are named as the client names them, where Jetty writes those that it knows in its own way. */
final class NamesAsSent extends HttpConnectionFactory {
    NamesAsSent(HttpConfiguration configuration) {
        super(configuration);
        configuration.setHttpCompliance(HttpCompliance.RFC7230.with("names as sent",
                HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
    }

    @Override
    public org.eclipse.jetty.io.Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new HttpConnection(getHttpConfiguration(), connector, endPoint) {
            private RequestHandler handler;

            @Override
            protected RequestHandler newRequestHandler() {
                handler = super.newRequestHandler();
                return handler;
            }

            @Override
            protected HttpParser newHttpParser(HttpCompliance compliance) {
                return new Parser(handler, getHttpConfiguration().getRequestHeaderSize(), compliance);
            }
        }, connector, endPoint);
    }

    /**
     * Hands each header over to Jetty's parser in two pieces, the first with nothing but the first character of its
     * name: with more of it, Jetty looks the name up instead of reading it, also where the compliance says that case
     * matters.
     */
    private static final class Parser extends HttpParser {
        Parser(RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
            super(handler, maxHeaderBytes, compliance);
            // What is cached is in Jetty's own way too.
            setHeaderCacheSize(0);
        }

        @Override
        public boolean parseNext(ByteBuffer buffer) {
            while (inHeaderState() && buffer.hasRemaining()) {
                int start = buffer.position();
                int length = lengthOfPiece(buffer);
                ByteBuffer piece = buffer.slice(start, length);
                boolean complete = super.parseNext(piece);
                if (piece.limit() < length) {
                    // It does not go on with what is no HTTP.
                    BufferUtil.clear(buffer);
                } else {
                    buffer.position(start + piece.position());
                }
                if (complete) {
                    return true;
                }
            }
            return super.parseNext(buffer);
        }

        /** Up to and with the first character of the next line. */
        private static int lengthOfPiece(ByteBuffer buffer) {
            int end = buffer.position();
            while (end < buffer.limit() && buffer.get(end) != '\n') {
                end++;
            }
            return Math.min(end + 2, buffer.limit()) - buffer.position();
        }
    }
}
