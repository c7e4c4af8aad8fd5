package io.github.websocketcdk.local.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** Why connections of the console page were refused, by the page's name for them: no browser tells a page. */
final class Refusals {
    private static final int KEPT = 1_000;

    private final Map<String, String> reasons = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > KEPT;
        }
    };

    synchronized void add(String localClient, String reason) {
        if (localClient != null) {
            reasons.put(localClient, reason);
        }
    }

    /** The last one's, or null. */
    synchronized String of(String localClient) {
        return reasons.get(localClient);
    }
}
