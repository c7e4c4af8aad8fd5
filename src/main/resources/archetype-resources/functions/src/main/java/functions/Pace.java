package ${package}.functions;

/**
 * How fast a broadcast posts: at most at a rate, because API Gateway's quota is shared with the clients' own messages,
 * and with fewer posts at a time while the account is over its quota.
 */
final class Pace {
    static final int MAX_CONCURRENCY = 128;
    private static final long BURST_NANOS = 100_000_000;
    /** Shares are moving averages, over about so many answers. */
    private static final int MEMORY = 50;
    private final double nanosPerPost;
    private double nextPost;
    private double concurrency = MAX_CONCURRENCY;
    private int firstTries;
    private double failedFirstTries;
    private double successfulRetries;

    Pace(double postsPerSecond, long now) {
        nanosPerPost = 1e9 / postsPerSecond;
        nextPost = now;
    }

    boolean allowsPost(int underWay, long now) {
        return now >= nextPost && underWay < (isAccountThrottled() ? (int) concurrency : MAX_CONCURRENCY);
    }

    void posted(long now) {
        nextPost = Math.max(nextPost, now - BURST_NANOS) + nanosPerPost;
    }

    void answered(boolean firstTry, boolean failed) {
        if (!firstTry) {
            successfulRetries += ((failed ? 0 : 1) - successfulRetries) / MEMORY;
            failedFirstTries -= failedFirstTries / MEMORY; // Fades: if no retry gets through, it is the clients.
            return;
        }
        failedFirstTries += ((failed ? 1 : 0) - failedFirstTries) / Math.min(++firstTries, MEMORY);
        if (!failed) {
            concurrency = Math.min(MAX_CONCURRENCY, concurrency + 0.5);
        } else if (isAccountThrottled()) {
            concurrency = Math.max(1, concurrency * 0.9);
        }
    }

    /** Whether it is the account, not clients that do not read: while most first tries fail, or retries get through. */
    boolean isAccountThrottled() {
        return failedFirstTries > 0.5 || successfulRetries > 0.05;
    }
}
