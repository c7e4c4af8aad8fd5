package ${package}.functions;

/**
 * How fast a broadcast posts: at most at a rate, because API Gateway's quota is shared with the clients' own messages,
 * and with fewer posts at a time while the account is over its quota. Only the first tries slow it, so that clients who
 * do not read slow nobody. Times are those of {@link System#nanoTime()}.
 */
final class Pace {

    private static final long BURST_NANOS = 100_000_000;
    /** How many answers a share is taken of, about. */
    private static final int MEMORY = 50;

    private final double nanosPerPost;
    private double nextPost;
    private double concurrency = ManagementApi.MAX_CONNECTIONS;
    private double throttledFirstTries;
    private double deliveredRetries;

    Pace(double postsPerSecond, long now) {
        nanosPerPost = 1e9 / postsPerSecond;
        nextPost = now;
    }

    /** Nanoseconds until the next post may start, 0 for now; {@link Long#MAX_VALUE} if one has to end first. */
    long untilNext(int underWay, long now) {
        return underWay >= (int) concurrency ? Long.MAX_VALUE : Math.max(0, (long) (nextPost - now));
    }

    void posted(long now) {
        nextPost = Math.max(nextPost, now - BURST_NANOS) + nanosPerPost;
    }

    void answered(boolean firstTry, boolean throttled) {
        if (!firstTry) {
            deliveredRetries += ((throttled ? 0 : 1) - deliveredRetries) / MEMORY;
            return;
        }
        throttledFirstTries += ((throttled ? 1 : 0) - throttledFirstTries) / MEMORY;
        if (!throttled) {
            concurrency = Math.min(ManagementApi.MAX_CONNECTIONS, concurrency + 0.5);
        } else if (isAccountThrottled()) {
            concurrency = Math.max(1, concurrency * 0.9);
        }
    }

    /** Tells the account from clients that do not read: most others are throttled too, or it passes. */
    boolean isAccountThrottled() {
        return throttledFirstTries > 0.5 || deliveredRetries > 0.05;
    }
}
