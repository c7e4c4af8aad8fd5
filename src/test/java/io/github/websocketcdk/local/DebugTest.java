package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.log.LogLine;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.MethodEntryRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code -Ddebug}: a debugger attaches to the port that a function prints. */
class DebugTest {
    private static final int WAIT_MILLIS = 60_000;

    @Test
    void aBreakpointHoldsAnInvocation() throws Exception {
        try (LocalGateway local = LocalGateway.start(TestApp::create,
                Options.DEFAULT.withDebug(true));
                LogLines log = LogLines.fromTheStart(local)) {
            LogLine line = log.await("Echo", "Listening for transport dt_socket at address: ");
            VirtualMachine function = attach(line.message().replaceAll(".*: ", ""));
            MethodEntryRequest breakpoint = function.eventRequestManager().createMethodEntryRequest();
            breakpoint.addClassFilter(TestHandlers.Echo.class.getName());
            breakpoint.enable();

            Client client = Client.connect(local).send("{\"do\":{\"what\":\"echo\"}}");
            while (!nextMethod(function).equals("handleRequest")) {
                function.resume();
            }
            assertThat(client.hasNothing()).isTrue();
            function.dispose();

            assertThat(client.receive()).contains("echo");
        }
    }

    private static VirtualMachine attach(String port) throws Exception {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.transport().name().equals("dt_socket"))
                .findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(port);
        return socket.attach(arguments);
    }

    private static String nextMethod(VirtualMachine function) throws InterruptedException {
        while (true) {
            EventSet events = function.eventQueue().remove(WAIT_MILLIS);
            assertThat(events).as("an event of the debugger").isNotNull();
            for (Event event : events) {
                if (event instanceof MethodEntryEvent) {
                    return ((MethodEntryEvent) event).method().name();
                }
            }
            events.resume();
        }
    }
}
