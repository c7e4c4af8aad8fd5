package ${package}.endtoend;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Tokens of the local gateway's issuer, which signs whatever it is asked for. */
record JwtTokens(URI page) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A token with these claims: {@code {"sub":"alice"}}; it is good, as far as they are. */
    String with(String claims) {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("/_local/token"))
                .POST(BodyPublishers.ofString(claims)).build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return JsonParser.parseString(response.body()).getAsJsonObject().get("token").getAsString();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("No token", e);
        }
    }
}
