package io.github.websocketcdk.benchmark;

import io.github.websocketcdk.archetype.Command;
import io.github.websocketcdk.archetype.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tutorial's JavaScript functions as the tutorial prints them, on a runtime of ours. */
record TutorialFunctions(Path directory) implements Implementation {
    private static final Path TUTORIAL = Path.of(System.getProperty("benchmark.tutorial"));
    private static final Path BOOTSTRAP = Path.of("src", "benchmark", "resources", "bootstrap.cjs");
    private static final Pattern CODE = Pattern.compile(
            "`(src/\\w+\\.js)`[^`]*```js\n(import AWS.*?)```", Pattern.DOTALL);

    /** The functions, or nothing where there is no copy of the tutorial. */
    static Optional<TutorialFunctions> build() throws Exception {
        if (!Files.isRegularFile(TUTORIAL)) {
            return Optional.empty();
        }
        Path directory = Trees.empty("tutorial");
        Matcher code = CODE.matcher(Files.readString(TUTORIAL));
        while (code.find()) {
            Path module = directory.resolve(code.group(1).replace("src/", "").replace(".js", ".mjs"));
            Files.writeString(module, code.group(2));
        }
        Files.copy(BOOTSTRAP, directory.resolve(BOOTSTRAP.getFileName()));
        Files.writeString(directory.resolve("package.json"), "{\"private\":true}");
        Command.run(directory, "npm", "install", "--no-audit", "--no-fund", System.getProperty("benchmark.aws-sdk"))
                .succeeded();
        return Optional.of(new TutorialFunctions(directory));
    }

    @Override
    public String name() {
        return "tutorial, JavaScript";
    }

    @Override
    public Start start(Function function) {
        return new Start(List.of("node", directory.resolve(BOOTSTRAP.getFileName()).toString(),
                directory.resolve(function.module + ".mjs").toString()),
                Map.of("AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE", "1"));
    }
}
