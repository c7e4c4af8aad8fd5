package ${package}.functions;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Takes a function's way, without its effects, before SnapStart takes the snapshot that the function then starts from:
 * what is loaded and compiled by then need not be when the first client waits. Does nothing without SnapStart.
 */
record Priming(Runnable way) implements Resource {

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
    static final List<Priming> REGISTERED = new ArrayList<>();

    static void beforeSnapshot(Runnable way) {
        Priming priming = new Priming(way);
        REGISTERED.add(priming);
        Core.getGlobalContext().register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        for (Runnable part : List.<Runnable>of(Priming::serialize, way)) {
            try {
                part.run();
            } catch (RuntimeException | LinkageError e) {
                // A permission may not have reached every server yet: no reason to fail the deployment.
                LambdaRuntime.getLogger().log("Not primed: " + e, LogLevel.WARN);
            }
        }
    }

    /** What Lambda's runtime does before and after a handler, with the classes that it brings. */
    private static void serialize() {
        for (int i = 0; i < REPEATS; i++) {
            LambdaEventSerializers.serializerFor(APIGatewayV2WebSocketEvent.class, Priming.class.getClassLoader())
                    .fromJson(new ByteArrayInputStream(EVENT));
            JacksonFactory.getInstance().getSerializer(Map.class)
                    .toJson(Map.of("statusCode", 200, "body", ""), OutputStream.nullOutputStream());
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // Nothing was opened that is not opened anew: HttpURLConnection takes no connection again that was idle.
    }
}
