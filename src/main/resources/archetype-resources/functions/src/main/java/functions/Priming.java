package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Takes a function's path once, without its effects, before SnapStart takes the snapshot that the function then starts
 * from: what is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
final class Priming implements Resource {

    /** A method is compiled when it has been called some 200 times. */
    private static final int REPEATS = 300;
    /** With every field that API Gateway sends: the first use of each takes its time. */
    private static final byte[] EVENT = """
            {"headers":{"Host":""},"multiValueHeaders":{"Host":[""]},"requestContext":{"routeKey":"","messageId":"",
            "eventType":"","extendedRequestId":"","requestTime":"","messageDirection":"","stage":"","connectedAt":0,
            "requestTimeEpoch":0,"identity":{"userAgent":"","sourceIp":""},"requestId":"","domainName":"",
            "connectionId":"","apiId":""},"body":"","isBase64Encoded":false}
            """.getBytes(StandardCharsets.UTF_8);

    /** CRaC itself holds a resource weakly. */
    private static final List<Priming> REGISTERED = new ArrayList<>();

    private final Path path;

    Priming(Path path) {
        this.path = path;
    }

    /** What is run before the snapshot; if it fails, the function starts slower. */
    interface Path {
        void run() throws Exception;
    }

    static void beforeSnapshot(Path path) {
        Priming priming = new Priming(path);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            for (int i = 0; i < REPEATS; i++) {
                serialize();
            }
            path.run();
        } catch (Exception | LinkageError e) {
            // A permission may not have reached every server yet: no reason to fail the deployment.
            LambdaRuntime.getLogger().log("Not primed: " + e, LogLevel.WARN);
        }
    }

    /** What Lambda's runtime does before and after a handler, with the classes that it brings. */
    private static void serialize() {
        ClassLoader loader = Priming.class.getClassLoader();
        LambdaEventSerializers.serializerFor(APIGatewayV2WebSocketEvent.class, loader)
                .fromJson(new ByteArrayInputStream(EVENT));
        LambdaEventSerializers.serializerFor(APIGatewayV2WebSocketResponse.class, loader)
                .toJson(Responses.of(200, ""), OutputStream.nullOutputStream());
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // HttpURLConnection does not use a connection again that has been idle for more than a few seconds.
    }
}
