package ${package}.endtoend;

import java.net.URI;

/** A stage that is deployed: {@code mvn -Psmoke -Dendpoint=wss://…}, with {@code -Dtoken=…} where one is needed. */
class SmokeTest extends ChatTests {
    @Override
    URI endpoint() {
        String endpoint = System.getProperty("endpoint");
        if (endpoint == null) {
            throw new IllegalArgumentException("endpoint is missing. Allowed: the ApiEndpoint that cdk deploy prints. "
                    + "Example: -Dendpoint=wss://abcdef1234.execute-api.${region}.amazonaws.com/"
                    + "${stage}");
        }
        String token = System.getProperty("token");
        return URI.create(token == null ? endpoint : endpoint + "?token=" + token);
    }
}
