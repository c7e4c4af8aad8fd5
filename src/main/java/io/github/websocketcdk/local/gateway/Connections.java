package io.github.websocketcdk.local.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The connections that can be posted to: from the moment on that {@code $connect} has answered until they close. */
final class Connections {
    private final Map<String, Connection> byId = new ConcurrentHashMap<>();

    void add(Connection connection) {
        byId.put(connection.id(), connection);
    }

    /** The connection with an id, or null. */
    Connection get(String id) {
        return byId.get(id);
    }

    /** The connection that the console page calls so, or null. */
    Connection ofPage(String localClient) {
        return byId.values().stream().filter(connection -> localClient.equals(connection.localClient()))
                .findFirst().orElse(null);
    }

    /** Whether it was here until now. */
    boolean remove(Connection connection) {
        return byId.remove(connection.id(), connection);
    }
}
