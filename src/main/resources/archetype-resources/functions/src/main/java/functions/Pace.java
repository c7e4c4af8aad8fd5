package ${package}.functions;

/**
 * How fast a broadcast posts: at most at a rate, because API Gateway's quota is shared with the clients' own messages,
 * and with fewer posts at a time while the service throttles. Times are those of {@link System#nanoTime()}.
 */
final class Pace {

    private static final long BURST_NANOS = 100_000_000;

    private final double nanosPerPost;
    private double concurrency = ManagementApi.MAX_CONNECTIONS;
    private double nextPost = System.nanoTime();

    Pace(int postsPerSecond) {
        nanosPerPost = 1e9 / postsPerSecond;
    }

    /** Nanoseconds until the next post may start, 0 for now; {@link Long#MAX_VALUE} if one has to end first. */
    long untilNext(int underWay, long now) {
        if (underWay >= Math.max(1, (int) concurrency)) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, (long) (nextPost - now));
    }

    void posted(long now) {
        nextPost = Math.max(nextPost, now - BURST_NANOS) + nanosPerPost;
    }

    void throttled() {
        concurrency = Math.max(1, concurrency * 0.9);
    }

    void notThrottled() {
        concurrency = Math.min(ManagementApi.MAX_CONNECTIONS, concurrency + 0.5);
    }
}
