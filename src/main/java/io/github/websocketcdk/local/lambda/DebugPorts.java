package io.github.websocketcdk.local.lambda;

import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The port of each function's debugger: the same at every start, from 5005 on in the order of the template. */
final class DebugPorts {
    /** What Java's own documentation and IDEs use. */
    private static final int FIRST = 5005;

    private final List<String> functions = new ArrayList<>();
    private final Log log;

    DebugPorts(Log log) {
        this.log = log;
    }

    /** A function's port, or 0 for any free one where something else has it. */
    synchronized int port(String function) {
        if (!functions.contains(function)) {
            functions.add(function);
        }
        int port = FIRST + functions.indexOf(function);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        } catch (IOException e) {
            log.info(function + ": port " + port + " is taken; its debugger is at another one");
            return 0;
        }
    }
}
