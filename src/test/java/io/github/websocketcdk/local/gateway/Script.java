package io.github.websocketcdk.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The function of {@link ScriptedApi}: answers what {@code answer} in its event says, in Base64, or else its event as
 * the body; first waits until the other side of the port {@code gate} is closed, if there is one. Logs its event.
 */
public final class Script implements RequestStreamHandler {
    private static final Pattern ANSWER = Pattern.compile("answer\\\\?\":\\\\?\"([A-Za-z0-9_=-]*)");
    private static final Pattern GATE = Pattern.compile("gate\\\\?\":\\\\?\"([0-9]+)");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("EVENT " + event);
        Matcher gate = GATE.matcher(event);
        if (gate.find()) {
            try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(gate.group(1)))) {
                socket.getInputStream().readAllBytes();
            }
        }
        Matcher answer = ANSWER.matcher(event);
        output.write(answer.find() ? Base64.getUrlDecoder().decode(answer.group(1))
                : ("{\"statusCode\":200,\"body\":\"" + event.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
