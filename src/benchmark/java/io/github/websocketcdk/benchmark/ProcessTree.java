package io.github.websocketcdk.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processes and all that they have started. */
record ProcessTree(List<ProcessHandle> roots) {
    ProcessTree(Process... roots) {
        this(Stream.of(roots).map(Process::toHandle).toList());
    }

    /** What the processes that are alive have used of the CPU. */
    double cpuSeconds() {
        return processes().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** Resident memory now in MB, with a page that several of them share counted once. */
    double memory() {
        return processes().mapToLong(ProcessTree::proportionalSetSize).sum() / 1024.0;
    }

    void destroy() {
        processes().toList().forEach(ProcessHandle::destroyForcibly);
    }

    private Stream<ProcessHandle> processes() {
        return roots.stream().flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
    }

    private static long proportionalSetSize(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
        } catch (IOException e) {
            // It has ended meanwhile.
            return 0;
        }
    }
}
