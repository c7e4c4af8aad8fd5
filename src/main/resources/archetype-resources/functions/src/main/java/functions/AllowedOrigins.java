package ${package}.functions;

import java.util.Map;
import java.util.Set;

/** The pages that may connect, by their origin, such as {@code https://chat.example.com}; all, if none is listed. */
record AllowedOrigins(Set<String> origins) {

    /** From {@code ALLOWED_ORIGINS}, with a space between two; {@code *} allows all. */
    static AllowedOrigins fromEnvironment() {
        String origins = System.getenv("ALLOWED_ORIGINS");
        return new AllowedOrigins(origins == null ? Set.of() : Set.of(origins.split(" ")));
    }

    /** A browser sends the header {@code Origin}, and no page can change it. Other clients need not send it. */
    boolean allow(Map<String, String> headers) {
        return origins.isEmpty() || origins.contains("*") || headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Origin"))
                .allMatch(header -> origins.contains(header.getValue()));
    }
}
