package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.assembly.Deployment;
import io.github.websocketcdk.local.assembly.Route;
import java.util.Optional;
import java.util.Set;

/** The API's routes, as they were deployed last. */
final class Routes {
    private static final String CONNECT = "$connect";
    private static final String DISCONNECT = "$disconnect";
    private static final String DEFAULT = "$default";

    private volatile Deployed deployed;

    /** One deployment. */
    private record Deployed(Deployment deployment, RouteSelection selection) {
        Optional<Route> route(String key) {
            return Optional.ofNullable(deployment.routes().get(key));
        }
    }

    Routes(Deployment deployment) {
        update(deployment);
    }

    /**
     * Takes the routes of another deployment from now on.
     *
     * @throws IllegalStateException if their selection expression is not evaluated here
     */
    void update(Deployment deployment) {
        deployed = new Deployed(deployment, new RouteSelection(deployment.routeSelectionExpression()));
    }

    /** The deployment that has them. */
    Deployment deployment() {
        return deployed.deployment();
    }

    Optional<Route> connect() {
        return deployed.route(CONNECT);
    }

    Optional<Route> disconnect() {
        return deployed.route(DISCONNECT);
    }

    /** The route that a message selects, or else {@code $default}. */
    Optional<Route> ofMessage(String message) {
        return selected(message)
                .filter(key -> !Set.of(CONNECT, DISCONNECT).contains(key))
                .flatMap(deployed::route)
                .or(() -> deployed.route(DEFAULT));
    }

    /** The key that a message selects, a route's or not; empty if the message is no JSON. */
    Optional<String> selected(String message) {
        return deployed.selection().evaluate(message);
    }
}
