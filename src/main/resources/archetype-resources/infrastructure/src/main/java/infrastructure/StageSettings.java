package ${package}.infrastructure;

import java.util.List;
import java.util.Set;
import software.amazon.awscdk.services.logs.RetentionDays;

/** What differs between stages. The values here are those of every stage but {@code prod}: quick and cheap. */
final class StageSettings {

    /** The regions where API Gateway allows an account 2,500 requests a second by default; elsewhere 10,000. */
    private static final Set<String> LOW_QUOTA_REGIONS = Set.of("af-south-1", "ap-south-2", "ap-southeast-3",
            "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1",
            "eu-south-2", "il-central-1", "me-central-1", "mx-central-1");
    /** Lambda's developer guide, "snapstart": all commercial regions have it, except Taipei and New Zealand. */
    private static final String REGIONS_WITHOUT_SNAP_START =
            "(cn|eusc|eu-iso|us-gov|us-iso)[a-z]*-.*|ap-east-2|ap-southeast-6";

    final String name;
    final String region;

#if( $auth == 'jwt' )
    /** Whose tokens let a client connect: the {@code iss} of an OpenID Connect issuer. It has to be set. */
    String issuer = "";
    /** For whom the tokens are: one of their {@code aud}. */
    String audience = WebSocketApp.APP_NAME;
#end
    /** Whose pages may connect, such as {@code https://chat.example.com}; none: everybody's. */
    List<String> allowedOrigins = List.of();
    /** Connects and messages of all clients that are admitted a second, and at once; both at least 1. */
    int requestsPerSecond = 100;
    int burst = 200;
    /** Posts a second of one broadcast. Two at once may exceed the account's quota: they slow down and try again. */
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
    /** Whether there are alarms and a dashboard, and the e-mail address that is woken, if any. */
    boolean alarms;
    String alarmEmail = "";
    /** Whether the stack is protected from being deleted by mistake. */
    boolean terminationProtection;

    private StageSettings(String name, String region) {
        this.name = name;
        this.region = region;
        this.postsPerSecond = quota(region) * 8 / 10;
    }

    static StageSettings of(String name, String region) {
        StageSettings stage = new StageSettings(name, region);
        if (name.equals("prod")) {
            // What the broadcasts leave of the account's quota.
            stage.requestsPerSecond = quota(region) * 2 / 10;
            stage.burst = quota(region) / 10;
            stage.snapStart = !region.matches(REGIONS_WITHOUT_SNAP_START);
            stage.logRetention = RetentionDays.THREE_MONTHS;
            stage.keepLogs = true;
            stage.alarms = true;
            stage.terminationProtection = true;
        }
        return stage;
    }

    private static int quota(String region) {
        return LOW_QUOTA_REGIONS.contains(region) ? 2_500 : 10_000;
    }

    /**
     * Called before anything is synthesized.
     *
     * @throws IllegalArgumentException if a value is not allowed
     */
    void validate() {
#if( $auth == 'jwt' )
        require(issuer.matches("https://\\S+|http://(localhost|127\\.0\\.0\\.1)(:\\d+)?(/\\S*)?"), "issuer", issuer,
                "the address of an OpenID Connect issuer, with https", "https://example.eu.auth0.com/");
        require(!audience.isBlank(), "audience", audience, "what the tokens have as their aud", WebSocketApp.APP_NAME);
#end
        for (String origin : allowedOrigins) {
            require(origin.matches("https?://[A-Za-z0-9.-]+(:[0-9]+)?"), "allowedOrigins", origin,
                    "a scheme and a host, with a port where it is not the scheme's own", "https://chat.example.com");
        }
        require(requestsPerSecond > 0, "requestsPerSecond", requestsPerSecond, "at least 1", 100);
        require(burst > 0, "burst", burst, "at least 1", 200);
        require(domainName.matches("|([a-z0-9-]+\\.)+[a-z]+"), "domainName", domainName, "a host", "chat.example.com");
        require(certificateArn.matches(domainName.isEmpty() ? "" : "arn:[^:]+:acm:" + region + ":.+"),
                "certificateArn", certificateArn, "a certificate in " + region + ", with a domainName",
                "arn:aws:acm:" + region + ":123456789012:certificate/…");
        require(alarmEmail.matches("|\\S+@\\S+"), "alarmEmail", alarmEmail, "an e-mail address", "ops@example.com");
        require(postsPerSecond > 0, "postsPerSecond", postsPerSecond, "at least 1", 8_000);
    }

    private void require(boolean allowed, String setting, Object value, String rule, Object example) {
        if (!allowed) {
            throw new IllegalArgumentException(setting + " '" + value + "' of stage " + name
                    + " is not allowed. Allowed: " + rule + ". Example: " + example);
        }
    }
}
