package io.github.websocketcdk.archetype.benchmark;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures the functions of a generated project; see CONTRIBUTING.md. */
class Benchmark {

    @Test
    void measure() throws Exception {
        List<Implementation> implementations = new ArrayList<>(List.of(GeneratedFunctions.build()));
        TutorialFunctions.build().ifPresent(implementations::add);
        try (Bench bench = new Bench()) {
            for (int repeat = 0; repeat < 3; repeat++) {
                for (Implementation implementation : implementations) {
                    try (FunctionProcess process = bench.start(
                            implementation, Implementation.Function.SEND_MESSAGE, 5_000)) {
                        for (int i = 0; i < 5; i++) {
                            Bench.Broadcast b = bench.broadcast(process, 5_000);
                            System.out.printf("%s %d %.0f/s first post %.0f ms %.3f ms %.0f MB%n",
                                    implementation.name(), i + 1, b.postsPerSecond(),
                                    b.secondsToFirstPost() * 1e3, b.cpuMillisPerPost(), process.peakMemory());
                        }
                    }
                }
            }
        }
    }
}
