package io.github.websocketcdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/**
 * Clients that connect, send and get messages, and close.
 *
 * @param memory of all processes of the gateway, the most of what it was after the connects and after the messages
 */
record GatewayRound(Clients.Times connects, Clients.Times deliveries, Cpu connect, Cpu delivery, double memory) {
    /** Milliseconds of the CPU, of the gateway's processes and of the load generator's. */
    record Cpu(double gateway, double clients) {
        private static Cpu now(LocalApi api) {
            return new Cpu(1_000 * api.processes().cpuSeconds(),
                    1_000 * ProcessTree.cpuSeconds(ProcessHandle.current()));
        }

        private Cpu each(Cpu before, int count) {
            return new Cpu((gateway - before.gateway) / count, (clients - before.clients) / count);
        }
    }

    static GatewayRound run(LocalApi api, Clients clients, int connections, int messages) throws Exception {
        Cpu start = Cpu.now(api);
        Clients.Times connects = clients.open(connections);
        Cpu connected = Cpu.now(api);
        double memory = api.processes().memory();
        assertThat(api.stored()).as("connections stored").isEqualTo(connections);

        Cpu before = Cpu.now(api);
        Clients.Times deliveries = clients.broadcast(messages);
        Cpu delivered = Cpu.now(api);
        memory = Math.max(memory, api.processes().memory());

        while (clients.count() > 0) {
            clients.closeSome();
            // A client is closed before its $disconnect has ended, and the next round's messages would go to it too.
            await("$disconnect").atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(10))
                    .until(() -> api.stored() == clients.count());
        }
        return new GatewayRound(connects, deliveries, connected.each(start, connections),
                delivered.each(before, connections * messages), memory);
    }
}
