package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Route;
import io.github.websocketcdk.local.log.Log;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketCreator;

/** The handshakes of clients: an authorizer and {@code $connect} decide on each. */
final class HandshakeHandler extends Handler.Abstract {
    private static final String SUB_PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;

    private final ServerWebSocketContainer container;
    private final Connections connections;
    private final Routes routes;
    private final Authorizers authorizers;
    private final Integrations integrations;
    private final Connection.Listener listener;
    private final Refusals refusals;
    private final Log log;

    HandshakeHandler(ServerWebSocketContainer container, Connections connections, Routes routes,
                     Authorizers authorizers, Integrations integrations, Connection.Listener listener,
                     Refusals refusals, Log log) {
        this.container = container;
        this.connections = connections;
        this.routes = routes;
        this.authorizers = authorizers;
        this.integrations = integrations;
        this.listener = listener;
        this.refusals = refusals;
        this.log = log;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).replaceFirst("/$", "").equals("/" + routes.deployment().stage())) {
            return false;
        }
        if (request.getHttpURI().toString().length() > Quotas.URL_CHARACTERS) {
            Http.error(response, callback, 414, "The URL has more than " + Quotas.URL_CHARACTERS + " characters");
        } else if (!isUpgrade(request)) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket").put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
            Http.error(response, callback, 426, "Upgrade Required");
        } else if (!isKey(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY))) {
            Http.error(response, callback, 400, "Sec-WebSocket-Key is not 16 bytes in Base64");
        } else {
            new Handshake(request, response, callback, Ids.next(), Request.extractQueryParameters(request)).begin();
        }
        return true;
    }

    private static boolean isUpgrade(Request request) {
        return request.getMethod().equals("GET")
                && request.getConnectionMetaData().getHttpVersion().getVersion() >= 11
                && "websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))
                && request.getHeaders().contains(HttpHeader.CONNECTION, "upgrade")
                && VERSION.equals(request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_VERSION));
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One handshake, step by step. */
    private final class Handshake {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String requestId;
        private final Fields query;
        private ConnectionContext context;

        Handshake(Request request, Response response, Callback callback, String requestId, Fields query) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.requestId = requestId;
            this.query = query;
            this.context = ConnectionContext.of(request, routes.deployment());
        }

        void begin() {
            routes.connect().ifPresentOrElse(
                    connect -> {
                        if (connect.authorizer() == null) {
                            connect(connect);
                        } else {
                            authorize(connect);
                        }
                    },
                    () -> open(null));
        }

        private void authorize(Route connect) {
            authorizers.authorize(connect, event(connect)).whenComplete((authorization, thrown) -> {
                if (thrown != null) {
                    refuse(500, "Internal server error", "the authorizer failed: " + thrown);
                } else if (!authorization.isAllowed()) {
                    refuse(authorization.status(), authorization.message(), authorization.reason());
                } else {
                    context = context.withAuthorizer(authorization.context());
                    connect(connect);
                }
            });
        }

        private void connect(Route connect) {
            integrations.invoke(connect, event(connect), answer -> {
                String subProtocol = answer.header(SUB_PROTOCOL);
                if (answer.statusCode() >= 300) {
                    refuse(answer.statusCode(), answer.statusCode() < 500 ? "Forbidden" : "Internal server error",
                            "$connect answered with this statusCode");
                } else if (subProtocol != null && !offers(subProtocol)) {
                    refuse(502, "Internal server error",
                            "$connect answered with a sub-protocol that the client has not offered: " + subProtocol);
                } else {
                    open(subProtocol);
                }
            }, error -> refuse(error.status(), error.message(), error.reason()));
        }

        private Event event(Route connect) {
            return Event.connect(context, requestId, connect, request, query);
        }

        private boolean offers(String subProtocol) {
            return request.getHeaders().getCSV(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, false).contains(subProtocol);
        }

        private void refuse(int status, String message, String reason) {
            log.info("Refused with " + status + ": " + reason);
            refusals.add(query.getValue(Event.LOCAL_CLIENT), status + ": " + reason);
            Http.error(response, callback, status, Http.message(message, context.connectionId(), requestId));
        }

        private void open(String subProtocol) {
            Connection connection = new Connection(context, query.getValue(Event.LOCAL_CLIENT), listener);
            // Before the client knows: another connection may post to it at once, now that its row is there.
            connections.add(connection);
            Callback opening = Callback.from(callback::succeeded, failure -> {
                connection.failed(failure);
                callback.failed(failure);
            });
            WebSocketCreator creator = (upgrade, upgradeResponse, done) -> {
                // API Gateway compresses nothing.
                upgradeResponse.setExtensions(List.of());
                if (subProtocol != null) {
                    upgradeResponse.setAcceptedSubProtocol(subProtocol);
                }
                return connection;
            };
            try {
                if (!container.upgrade(creator, request, response, opening)) {
                    opening.failed(new IllegalStateException("No WebSocket handshake: " + request));
                }
            } catch (RuntimeException e) {
                opening.failed(e);
            }
        }
    }
}
