package io.github.websocketcdk.benchmark;

import static io.github.websocketcdk.benchmark.Markdown.number;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is uploaded, and its parts. */
final class Size implements Section {
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("linux/x86_64/", "AWS CRT, native library for x86-64");
        PARTS.put("linux/armv8/", "AWS CRT, native library for ARM64");
        PARTS.put("software/amazon/awssdk/crt/", "AWS CRT, classes");
        PARTS.put("software/amazon/awssdk/services/", "AWS SDK, DynamoDB and Lambda");
        PARTS.put("software/amazon/awssdk/", "AWS SDK, rest");
        PARTS.put("com/amazonaws/services/lambda/", "Lambda's interfaces and events");
        PARTS.put("com/google/gson/", "Gson");
        PARTS.put("com/example/functions/", "the project's own classes");
    }

    @Override
    public List<String> measure(Bench bench, List<Implementation> implementations) throws Exception {
        GeneratedFunctions generated = (GeneratedFunctions) implementations.get(0);
        Map<String, Long> parts = new TreeMap<>();
        try (ZipFile jar = new ZipFile(generated.jar().toFile())) {
            jar.stream().forEach(entry -> parts.merge(part(entry), entry.getCompressedSize(), Long::sum));
        }
        long size = Files.size(generated.jar());
        Markdown table = new Markdown("part of functions.jar", "MB");
        parts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(part -> table.row(part.getKey(), number(part.getValue() / 1e6, 2)));
        table.row("all, with the directory of the jar", number(size / 1e6, 2));
        List<String> lines = new ArrayList<>(List.of("## Size", "", "What is uploaded for each function, compressed.",
                ""));
        lines.addAll(table.lines());
        return lines;
    }

    private static String part(ZipEntry entry) {
        return PARTS.entrySet().stream().filter(part -> entry.getName().startsWith(part.getKey()))
                .map(Map.Entry::getValue).findFirst().orElse("other");
    }
}
