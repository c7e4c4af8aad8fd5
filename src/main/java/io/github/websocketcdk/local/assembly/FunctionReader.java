package io.github.websocketcdk.local.assembly;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of an app: those that run here, and why others do not. */
final class FunctionReader {
    private static final Pattern ARN = Pattern.compile("arn:[^/]*:function:([^:/]+)");

    private final Stacks stacks;
    private final UnaryOperator<String> urls;
    private final Map<String, FunctionConfiguration> run = new LinkedHashMap<>();
    private final Map<Resource, String> notRun = new LinkedHashMap<>();

    /** @param urls makes those of the API local */
    FunctionReader(Stacks stacks, UnaryOperator<String> urls) {
        this.stacks = stacks;
        this.urls = urls;
        stacks.resources(ResourceTypes.FUNCTION).forEach(this::add);
    }

    /** By id. */
    Map<String, FunctionConfiguration> run() {
        return run;
    }

    /** Why each of the others is not run. */
    Map<Resource, String> notRun() {
        return notRun;
    }

    /** The function that an ARN is of, also with a qualifier, or one in a URI of API Gateway. */
    Optional<Resource> find(String uri) {
        Matcher arn = ARN.matcher(uri);
        return arn.find() ? stacks.resources(ResourceTypes.FUNCTION).stream()
                .filter(function -> function.text("FunctionName", function.id()).equals(arn.group(1))).findFirst()
                : Optional.empty();
    }

    private void add(Resource function) {
        String runtime = function.text("Runtime", "");
        if (!runtime.startsWith("java")) {
            notRun.put(function, runtime.isEmpty() ? "it is a container image" : "its runtime is " + runtime);
            return;
        }
        JsonObject code = JsonFiles.object(function.properties(), "Code");
        String key = code.has("S3Key") ? function.intrinsics().text(code.get("S3Key"), function.name()) : "";
        Optional<Path> file = stacks.assets().file(function, key);
        if (file.filter(Files::exists).isPresent()) {
            run.put(function.id(), configuration(function, runtime, file.get()));
        } else {
            notRun.put(function, "its code is not in the cloud assembly"
                    + file.map(missing -> ": " + missing).orElse(""));
        }
    }

    private FunctionConfiguration configuration(Resource function, String runtime, Path code) {
        String name = function.text("FunctionName", function.id());
        return new FunctionConfiguration(function.id(), function.name(), function.attribute("Arn"),
                function.text("Handler", ""), code, environment(function), runtime,
                Duration.ofSeconds(function.number("Timeout", 3)),
                (int) function.number("MemorySize", 128),
                AsynchronousInvocations.of(function, stacks), loggingConfig(function, name));
    }

    private Map<String, String> environment(Resource function) {
        JsonObject environment = JsonFiles.object(function.properties(), "Environment");
        JsonElement variables = environment.has("Variables")
                ? function.intrinsics().evaluate(environment.get("Variables"), function.name())
                : function.object("Environment").get("Variables");
        Map<String, String> texts = new LinkedHashMap<>();
        if (variables != null && variables.isJsonObject()) {
            variables.getAsJsonObject().entrySet()
                    .forEach(e -> texts.put(e.getKey(), urls.apply(Intrinsics.text(e.getValue()))));
        }
        return texts;
    }

    private static LoggingConfig loggingConfig(Resource function, String name) {
        JsonObject config = function.object("LoggingConfig");
        String format = JsonFiles.text(config, "LogFormat", "Text");
        boolean levels = format.equals("JSON");
        return new LoggingConfig(format,
                levels ? JsonFiles.text(config, "ApplicationLogLevel", "INFO") : null,
                levels ? JsonFiles.text(config, "SystemLogLevel", "INFO") : null,
                JsonFiles.text(config, "LogGroup", "/aws/lambda/" + name));
    }
}
