package io.github.websocketcdk.benchmark;

import java.net.URI;

/** The WebSocket API on this machine. */
interface LocalApi extends AutoCloseable {
    String name();

    URI webSocket();

    /** How many connections are in its table. */
    int stored() throws Exception;

    ProcessTree processes();

    String output();

    @Override
    void close() throws Exception;
}
