package ${package}.infrastructure;

import java.util.List;
import software.amazon.awscdk.services.logs.RetentionDays;

/** What differs between stages: quick and cheap values first, then those that make {@code prod} safe. */
final class StageSettings {
    /** Where API Gateway allows an account 2,500 requests a second by default; elsewhere 10,000. */
    private static final String LOW_QUOTA = "af-south-1|ap-south-2|ap-southeast-[3457]|ca-west-1"
            + "|eu-central-2|eu-south-[12]|il-central-1|me-central-1|mx-central-1";
    /** Lambda's developer guide, "snapstart": all commercial regions have it, except Taipei and New Zealand. */
    private static final String NO_SNAP_START = "(cn|eusc|eu-iso|us-gov|us-iso)[a-z]*-.*|ap-east-2|ap-southeast-6";

    final String name;
    final String region;
#if( $auth == 'jwt' )
    /** Whose tokens let a client connect: the {@code iss} of an OpenID Connect issuer. It has to be set. */
    String issuer = "";
    /** For whom the tokens are: one of their {@code aud}. */
    String audience = WebSocketApp.APP_NAME;
#end
    /** Whose pages may connect, such as {@code https://chat.example.com}; {@code *}: everybody's. */
    List<String> allowedOrigins = List.of("*");
    /** Connects and messages of all clients a second, and in a burst; more are refused with 429. */
    int requestsPerSecond = 100;
    int burst = 200;
    /** Posts a second of one broadcast: most of the account's quota. Two at once slow down when they exceed it. */
    int postsPerSecond;
    /** Whether functions start from a snapshot: sooner, but deploying takes minutes longer. */
    boolean snapStart;
    /** How long logs are kept, and whether they stay when the stack is deleted. */
    RetentionDays logRetention = RetentionDays.ONE_WEEK;
    boolean keepLogs;
    /** Whether API Gateway logs each request, and whether it is this stack that owns the account's role for that. */
    boolean accessLogs;
    boolean accountLogRole;
    /** Where clients connect, and the certificate for it in ACM, in this region; without: API Gateway's own name. */
    String domainName = "";
    String certificateArn = "";
    /** Whether there are alarms and a dashboard, and the e-mail addresses that are woken. */
    boolean alarms;
    List<String> alarmEmails = List.of();
    /** Whether the stack is protected from being deleted by mistake. */
    boolean terminationProtection;

    StageSettings(String name, String region) {
        this.name = name;
        this.region = region;
        int quota = region.matches(LOW_QUOTA) ? 2_500 : 10_000;
        postsPerSecond = quota * 8 / 10;
        if (name.equals("prod")) {
            // What the broadcasts leave of the account's quota.
            requestsPerSecond = quota * 2 / 10;
            burst = quota / 10;
            snapStart = !region.matches(NO_SNAP_START);
            logRetention = RetentionDays.THREE_MONTHS;
            keepLogs = true;
            alarms = true;
            terminationProtection = true;
        }
    }

    void validate() {
#if( $auth == 'jwt' )
        require(issuer.matches("https://\\S+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/\\S*)?"), "issuer", issuer,
                "the address of an OpenID Connect issuer, with https", "https://example.eu.auth0.com/");
        require(!audience.isBlank(), "audience", audience, "what the tokens have as their aud", WebSocketApp.APP_NAME);
#end
        (allowedOrigins.isEmpty() ? List.of("") : allowedOrigins).forEach(origin -> require(
                origin.matches("\\*|https?://[a-z0-9.-]+(:\\d+)?"), "allowedOrigins", origin,
                "*, or a scheme and a host, with a port if it is not the default", "https://chat.example.com"));
        require(requestsPerSecond > 0, "requestsPerSecond", requestsPerSecond, "at least 1", 100);
        require(burst > 0, "burst", burst, "at least 1", 200);
        require(postsPerSecond > 0, "postsPerSecond", postsPerSecond, "at least 1", 8_000);
        require(domainName.matches("|([a-z0-9-]+\\.)+[a-z]+"), "domainName", domainName, "a host", "chat.example.com");
        require(certificateArn.matches(domainName.isEmpty() ? "" : "arn:[^:]+:acm:" + region + ":.+"), "certificateArn",
                certificateArn, "with a domainName, one in " + region, "arn:aws:acm:" + region + ":…:certificate/…");
        alarmEmails.forEach(to -> require(to.matches("\\S+@\\S+"), "alarmEmails", to, "an address", "ops@example.com"));
    }

    private void require(boolean allowed, String setting, Object value, String rule, Object example) {
        if (!allowed) {
            throw new IllegalArgumentException(setting + " '" + value + "' of stage " + name
                    + " is not allowed. Allowed: " + rule + ". Example: " + example);
        }
    }
}
