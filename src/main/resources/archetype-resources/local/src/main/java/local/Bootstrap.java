package ${package}.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * A function's process: takes invocations from Lambda's Runtime API and hands them to the handler, as AWS's own runtime
 * does, which runs on Linux only. Its classpath is the function's; nothing else of local is on it.
 */
final class Bootstrap {

    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private final Object handler;
    private final Method method;

    private Bootstrap(String name) throws ReflectiveOperationException {
        String[] classAndMethod = name.split("::");
        Class<?> type = Class.forName(classAndMethod[0]);
        String methodName = classAndMethod.length > 1 ? classAndMethod[1] : "handleRequest";
        method = Arrays.stream(type.getMethods())
                .filter(m -> m.getName().equals(methodName) && !m.isBridge())
                .max(Comparator.comparingInt(Method::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException(type.getName() + " has no method " + methodName));
        method.setAccessible(true);
        handler = type.getConstructor().newInstance();
    }

    public static void main(String[] args) throws IOException {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Thread parent = new Thread(Bootstrap::exitWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        Bootstrap bootstrap;
        try {
            setLogger();
            bootstrap = new Bootstrap(System.getenv("_HANDLER"));
        } catch (Throwable e) {
            fail("init/error", e);
            System.exit(1);
            return;
        }
        while (true) {
            bootstrap.next();
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

    /** What the handlers' library writes itself has no line ends. */
    private static void setLogger() throws ReflectiveOperationException {
        Field logger = LambdaRuntime.class.getDeclaredField("logger");
        logger.setAccessible(true);
        logger.set(null, new Logger());
    }

    private void next() throws IOException {
        HttpURLConnection next = connection("invocation/next");
        byte[] event;
        try (InputStream body = next.getInputStream()) {
            event = body.readAllBytes();
        }
        String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
        byte[] response;
        try {
            response = invoke(event, new InvocationContext(id,
                    next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
                    Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms"))));
        } catch (Throwable e) {
            fail("invocation/" + id + "/error", e);
            if (e instanceof VirtualMachineError) {
                System.exit(1);
            }
            return;
        }
        post("invocation/" + id + "/response", response, Map.of());
    }

    private byte[] invoke(byte[] event, Context context) throws Throwable {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        InputStream input = new ByteArrayInputStream(event);
        try {
            if (handler instanceof RequestStreamHandler) {
                ((RequestStreamHandler) handler).handleRequest(input, output, context);
                return output.toByteArray();
            }
            Object request = serializer(method.getParameterTypes()[0]).fromJson(input);
            Object result = method.getParameterCount() == 1
                    ? method.invoke(handler, request) : method.invoke(handler, request, context);
            if (result == null) {
                return "null".getBytes(StandardCharsets.UTF_8);
            }
            serializer(result.getClass()).toJson(result, output);
            return output.toByteArray();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked")
    private static PojoSerializer<Object> serializer(Class<?> type) {
        if (LambdaEventSerializers.isLambdaSupportedEvent(type.getName())) {
            return (PojoSerializer<Object>) LambdaEventSerializers.serializerFor(type, type.getClassLoader());
        }
        return (PojoSerializer<Object>) JacksonFactory.getInstance().getSerializer(type);
    }

    private static void fail(String path, Throwable thrown) throws IOException {
        Throwable e = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
        e.printStackTrace();
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        serializer(Map.class).toJson(Map.of("errorType", e.getClass().getName(),
                "errorMessage", String.valueOf(e.getMessage()),
                "stackTrace", Arrays.stream(e.getStackTrace()).map(String::valueOf).toArray()), json);
        post(path, json.toByteArray(), Map.of("Lambda-Runtime-Function-Error-Type", e.getClass().getName()));
    }

    private static void post(String path, byte[] body, Map<String, String> headers) throws IOException {
        HttpURLConnection post = connection(path);
        post.setDoOutput(true);
        headers.forEach(post::setRequestProperty);
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
    private static final class Logger implements LambdaLogger {

        @Override
        public void log(String message) {
            System.out.println(message);
        }

        @Override
        public void log(byte[] message) {
            log(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void log(String message, LogLevel level) {
            log(level == LogLevel.UNDEFINED ? message : "[" + level + "] " + message);
        }

        @Override
        public void log(byte[] message, LogLevel level) {
            log(new String(message, StandardCharsets.UTF_8), level);
        }
    }
}
