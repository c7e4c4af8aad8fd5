package io.github.websocketcdk.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.archetype.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Measures the functions of a generated project and writes the figures to {@code docs/benchmark.md}. */
class Benchmark {
    private static final Path REPORT = Path.of("docs", "benchmark.md");
    /** The name of the only section to measure, without a report; empty for all. */
    private static final String ONLY = System.getProperty("benchmark.only", "");
    /** The developer's loop last: it changes the sources that all of them run. */
    private static final List<Section> SECTIONS =
            List.of(new FanOut(), new Growth(), new Memory(), new Cold(), new Million(), new Size(),
                    new LocalGateway(), new DeveloperLoop());

    /** No figure makes it fail; a connection that is not reached exactly once does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void measure() throws Exception {
        List<Section> sections = SECTIONS.stream()
                .filter(section -> ONLY.isEmpty() || section.getClass().getSimpleName().equals(ONLY)).toList();
        assertThat(sections).as("sections of the name that benchmark.only has").isNotEmpty();
        Optional<TutorialFunctions> tutorial = TutorialFunctions.build();
        List<Implementation> implementations = new ArrayList<>(List.of(GeneratedFunctions.build()));
        tutorial.ifPresent(implementations::add);
        Processors.keepOff();

        List<String> lines = new ArrayList<>(List.of(
                "Written by `mvn -Pbenchmark verify`. Do not edit.", "", "# Benchmark", "", conditions(), ""));
        if (tutorial.isEmpty()) {
            lines.addAll(List.of("Without the tutorial's functions: `benchmark.tutorial` names no file.", ""));
        }
        try (Bench bench = new Bench()) {
            for (Section section : sections) {
                List<String> table = section.measure(bench, implementations);
                System.out.println(String.join(System.lineSeparator(), table));
                lines.addAll(table);
                lines.add("");
            }
        }
        lines.remove(lines.size() - 1);
        if (ONLY.isEmpty()) {
            Files.createDirectories(REPORT.getParent());
            Files.write(REPORT, lines);
        }
    }

    private static String conditions() throws Exception {
        Properties release = new Properties();
        try (var in = Files.newInputStream(GeneratedFunctions.javaHome().resolve("release"))) {
            release.load(in);
        }
        return LocalDate.now(ZoneOffset.UTC) + ", " + System.getProperty("os.arch") + ", "
                + Processors.count() + " processors, one of them for the function and the rest for what it talks to; "
                + "JDK " + release.getProperty("JAVA_VERSION").replace("\"", "") + " with Lambda's flags, Node.js "
                + Command.run(Path.of("."), "node", "--version").succeeded().output().strip().substring(1)
                + " and " + System.getProperty("benchmark.aws-sdk") + " with 50 sockets that are kept open. "
                + "DynamoDB Local, and a sink that answers 200 to every post at once, both on loopback without "
                + "TLS. `POSTS_PER_SECOND` is 8,000, as in a deployed stack: a faster function waits. Compare "
                + "figures of one run only: another machine, or another hour, gives others.";
    }
}
