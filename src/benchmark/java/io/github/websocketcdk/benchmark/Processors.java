package io.github.websocketcdk.benchmark;

import io.github.websocketcdk.archetype.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives a function one processor, which is what Lambda gives it with 1,769 MB, and everything else the others. */
final class Processors {
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private Processors() {
    }

    static int count() {
        return COUNT;
    }

    /** Leaves the first processor to the functions. */
    static void keepOff() throws Exception {
        if (COUNT > 1) {
            Command.run(Path.of("."), "taskset", "--all-tasks", "--cpu-list", "--pid", "1-" + (COUNT - 1),
                    String.valueOf(ProcessHandle.current().pid())).succeeded();
        }
    }

    /** The command, on the first processor. */
    static List<String> first(List<String> command) {
        List<String> all = new ArrayList<>(List.of("taskset", "--cpu-list", "0"));
        all.addAll(command);
        return all;
    }

    /** The command, on all processors, which a child of this process would not have. */
    static List<String> all(List<String> command) {
        List<String> all = new ArrayList<>(List.of("taskset", "--cpu-list", "0-" + (COUNT - 1)));
        all.addAll(command);
        return all;
    }
}
