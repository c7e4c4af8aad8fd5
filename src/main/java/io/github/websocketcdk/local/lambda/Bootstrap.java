package io.github.websocketcdk.local.lambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.EventHandlerLoader;
import com.amazonaws.services.lambda.runtime.api.client.HandlerInfo;
import com.amazonaws.services.lambda.runtime.api.client.LambdaRequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.amazonaws.services.lambda.runtime.api.client.logging.AbstractLambdaLogger;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.DtoSerializers;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.converters.LambdaErrorConverter;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A function's process: AWS's runtime interface client, but for the part that talks to the Runtime API, which is native
 * and for Linux only. Its classpath is the function's; nothing else of local is on it (constants are compiled in).
 */
final class Bootstrap {
    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    /** As they are before a handler sets others. */
    private static final List<PrintStream> STREAMS = List.of(System.out, System.err);

    private Bootstrap() {
    }

    public static void main(String[] args) throws Exception {
        Thread parent = new Thread(Bootstrap::exitWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        setLogger();
        LambdaRequestHandler handler = handler();
        while (true) {
            next(handler);
        }
    }

    /** The parent holds the other end of standard input: it ends when the parent does, however that ends. */
    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }

    /** What AWS's client does too; its own logger writes no line ends. */
    private static void setLogger() throws ReflectiveOperationException {
        Field logger = LambdaRuntime.class.getDeclaredField("logger");
        logger.setAccessible(true);
        logger.set(null, new Logger());
    }

    private static LambdaRequestHandler handler() throws IOException {
        try {
            LambdaRequestHandler handler = EventHandlerLoader.loadEventHandler(
                    HandlerInfo.fromString(System.getenv("_HANDLER"), Bootstrap.class.getClassLoader()));
            if (handler instanceof LambdaRequestHandler.UserFaultHandler) {
                throw ((LambdaRequestHandler.UserFaultHandler) handler).fault;
            }
            return handler;
        } catch (Throwable e) {
            fail("init/error", e);
            System.exit(1);
            return null;
        }
    }

    private static void next(LambdaRequestHandler handler) throws IOException {
        HttpURLConnection next = connection("invocation/next");
        InvocationRequest invocation = new InvocationRequest();
        try (InputStream body = next.getInputStream()) {
            invocation.setContent(body.readAllBytes());
        }
        invocation.setId(next.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
        invocation.setInvokedFunctionArn(next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
        invocation.setDeadlineTimeInMs(Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms")));
        byte[] response;
        mark(invocation.getId() + " "
                + Objects.toString(next.getHeaderField(ExecutionEnvironment.CONNECTION_ID), ""));
        try {
            response = handler.call(invocation).toByteArray();
        } catch (Throwable e) {
            fail("invocation/" + invocation.getId() + "/error", e);
            if (e instanceof VirtualMachineError) {
                System.exit(1);
            }
            return;
        } finally {
            mark("");
        }
        post("invocation/" + invocation.getId() + "/response", response);
    }

    /** Says whose the next lines are. */
    private static void mark(String invocation) {
        STREAMS.forEach(stream -> stream.println(Log.MARK + invocation));
    }

    private static void fail(String path, Throwable e) throws IOException {
        UserFault fault = UserFault.makeUserFault(e);
        System.err.println(fault.reportableError().strip());
        post(path, DtoSerializers.serialize(LambdaErrorConverter.fromUserFault(fault)));
    }

    private static void post(String path, byte[] body) throws IOException {
        HttpURLConnection post = connection(path);
        post.setDoOutput(true);
        try (OutputStream output = post.getOutputStream()) {
            output.write(body);
        }
        try (InputStream answer = post.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private static HttpURLConnection connection(String path) throws IOException {
        return (HttpURLConnection) new URL(API + path).openConnection(Proxy.NO_PROXY);
    }

    /** One line or more a call, with the level in front, as AWS writes it. */
    private static final class Logger extends AbstractLambdaLogger {
        Logger() {
            super(LogLevel.UNDEFINED, LogFormat.TEXT);
        }

        @Override
        protected void logMessage(byte[] message, LogLevel level) {
            System.out.println(new String(message, StandardCharsets.UTF_8));
        }
    }
}
