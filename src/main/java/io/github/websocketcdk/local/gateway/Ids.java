package io.github.websocketcdk.local.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Ids of connections, messages and requests, like {@code VWi0WdQt0kwCFHg=}. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** So many that an id ends in an equals sign. */
    private static final int BYTES = 11;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{15}=");

    private Ids() {
    }

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** Whether a text could be an id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
