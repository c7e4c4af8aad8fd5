package io.github.websocketcdk.benchmark;

import java.util.List;
import java.util.Map;

/** Handlers of the three routes, and how their processes are started. */
interface Implementation {
    String name();

    /** How the process of a function is started. */
    Start start(Function function);

    /** The functions, by the names that either implementation gives them. */
    enum Function {
        CONNECT("ConnectHandler", "connect", "CONNECT"),
        DISCONNECT("DisconnectHandler", "disconnect", "DISCONNECT"),
        SEND_MESSAGE("SendMessageHandler", "sendMessage", "MESSAGE");

        final String className;
        final String module;
        final String eventType;

        Function(String className, String module, String eventType) {
            this.className = className;
            this.module = module;
            this.eventType = eventType;
        }

        String route() {
            return this == SEND_MESSAGE ? "sendmessage" : "$" + module;
        }
    }

    /** A command, and what it needs in its environment beyond what every function has. */
    record Start(List<String> command, Map<String, String> environment) {
    }
}
