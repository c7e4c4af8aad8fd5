package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** The context of an invocation, which knows nothing but the time that it has left. */
final class LambdaContext {
    private LambdaContext() {
    }

    static Context withTimeLeft(Duration time) {
        return (Context) Proxy.newProxyInstance(Context.class.getClassLoader(), new Class<?>[] {Context.class},
                (context, method, arguments) -> {
                    if (method.getName().equals("getRemainingTimeInMillis")) {
                        return (int) time.toMillis();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
