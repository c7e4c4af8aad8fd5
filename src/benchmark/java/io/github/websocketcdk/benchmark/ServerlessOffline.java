package io.github.websocketcdk.benchmark;

import io.github.websocketcdk.archetype.Command;
import io.github.websocketcdk.archetype.Output;
import io.github.websocketcdk.archetype.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** serverless-offline with the tutorial's JavaScript functions, and a DynamoDB Local, on all processors. */
final class ServerlessOffline implements LocalApi {
    static final String PACKAGE = System.getProperty("benchmark.serverless-offline");
    /** The framework that it is a plugin of; the one that it asks for wants an account. */
    static final String FRAMEWORK = System.getProperty("benchmark.osls");

    private static final Path FILES = Path.of("src", "benchmark", "resources", "serverless-offline");
    private static final Pattern LISTENING = Pattern.compile("listening on (ws:\\S+)");
    private static final String TABLE = "Connections";

    private final String name;
    private final DynamoDbProcess dynamoDb = new DynamoDbProcess();
    private final Process process;
    private final Output output;
    private final URI webSocket;

    ServerlessOffline(TutorialFunctions functions, String name, String... options) throws Exception {
        this.name = name;
        try {
            dynamoDb.client().create(TABLE);
            process = start(functions.directory(), dynamoDb.client().url(), List.of(options));
        } catch (Exception e) {
            dynamoDb.close();
            throw e;
        }
        output = new Output(process, LISTENING);
        try {
            webSocket = URI.create(output.await(LISTENING));
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Installs it beside the functions; false where its packages are not to be had. */
    static boolean install(TutorialFunctions functions) throws Exception {
        for (String file : List.of("serverless.yml", "preload.cjs")) {
            Files.copy(FILES.resolve(file), functions.directory().resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Result result = Command.run(functions.directory(), "npm", "install", "--no-audit", "--no-fund",
                "--legacy-peer-deps", PACKAGE, FRAMEWORK);
        if (result.exitCode() != 0) {
            System.out.println("Without " + PACKAGE + ":\n" + result.output());
        }
        return result.exitCode() == 0;
    }

    private static Process start(Path directory, URI dynamoDb, List<String> options) throws IOException {
        int[] ports = freePorts(3);
        List<String> command = new ArrayList<>(List.of("node", "node_modules/osls/bin/serverless.js", "offline",
                "--host", "127.0.0.1", "--websocketPort", String.valueOf(ports[0]),
                "--httpPort", String.valueOf(ports[1]), "--lambdaPort", String.valueOf(ports[2]),
                "--localEnvironment", "--noTimeout"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(Processors.all(command)).directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of(
                "TABLE_NAME", TABLE,
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString(),
                "CALLBACK_URL", "http://127.0.0.1:" + ports[0],
                "NODE_OPTIONS", "--require ./preload.cjs",
                "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE", "1",
                "SLS_TELEMETRY_DISABLED", "1",
                "SLS_NOTIFICATIONS_MODE", "off"));
        return builder.start();
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public URI webSocket() {
        return webSocket;
    }

    @Override
    public int stored() throws Exception {
        return dynamoDb.client().count(TABLE);
    }

    @Override
    public ProcessTree processes() {
        return new ProcessTree(process, dynamoDb.process());
    }

    @Override
    public String output() {
        return output.toString();
    }

    @Override
    public void close() throws Exception {
        new ProcessTree(process).destroy();
        process.waitFor(30, TimeUnit.SECONDS);
        dynamoDb.close();
    }
}
