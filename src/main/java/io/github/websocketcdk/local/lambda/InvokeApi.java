package io.github.websocketcdk.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonObject;
import io.github.websocketcdk.local.assembly.FunctionConfiguration;
import io.github.websocketcdk.local.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;

/**
 * Lambda's {@code Invoke}: {@code POST /2015-03-31/functions/<name or ARN>/invocations}. Errors, headers and limits are
 * those of its API reference, "API_Invoke"; nothing else of Lambda's API is answered.
 */
public final class InvokeApi extends Handler.Abstract {
    private static final Pattern API = Pattern.compile("/20[0-9]{2}-[0-9]{2}-[0-9]{2}/functions(/.*)?");
    private static final Pattern INVOKE = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final String LATEST = "$LATEST";
    private static final int SYNCHRONOUS_BYTES = 6 * 1024 * 1024;
    private static final int ASYNCHRONOUS_BYTES = 1024 * 1024;
    private static final int LOG_BYTES = 4 * 1024;
    /** The function's last lines come through another pipe than its answer. */
    private static final long LOG_MILLIS = 100;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final Lambda lambda;
    private final EventQueue events;
    private final Log log;

    /** The API of a deployment's functions. */
    public InvokeApi(Lambda lambda, EventQueue events, Log log) {
        this.lambda = lambda;
        this.events = events;
        this.log = log;
    }

    /** A function, and which version or alias of it is to run. */
    private record Target(FunctionConfiguration function, String qualifier) {
    }

    /** An error that the API answers with. */
    private static final class ApiException extends RuntimeException {
        private final int status;
        private final String type;

        ApiException(int status, String type, String message) {
            super(message);
            this.status = status;
            this.type = type;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = URIUtil.decodePath(request.getHttpURI().getPath());
        if (!API.matcher(path).matches()) {
            return false;
        }
        String requestId = UUID.randomUUID().toString();
        response.getHeaders().put("x-amzn-RequestId", requestId);
        try {
            Matcher invoke = INVOKE.matcher(path);
            if (!request.getMethod().equals("POST") || !invoke.matches()) {
                throw new ApiException(404, "UnknownOperationException",
                        "local answers POST /2015-03-31/functions/<function>/invocations only");
            }
            String qualifier = Request.extractQueryParameters(request).getValue("Qualifier");
            invoke(target(invoke.group(1), qualifier), requestId, request, response, callback);
        } catch (ApiException e) {
            JsonObject error = new JsonObject();
            error.addProperty("Type", "User");
            error.addProperty("Message", e.getMessage());
            response.getHeaders().put("x-amzn-ErrorType", e.type);
            answer(response, callback, e.status, error.toString());
        }
        return true;
    }

    private void invoke(Target target, String requestId, Request request, Response response, Callback callback)
            throws IOException {
        String type = Objects.requireNonNullElse(request.getHeaders().get("X-Amz-Invocation-Type"), "RequestResponse");
        switch (type) {
            case "RequestResponse" -> {
                Invocation invocation = new Invocation(requestId, event(request, SYNCHRONOUS_BYTES, type));
                boolean tail = "Tail".equals(request.getHeaders().get("X-Amz-Log-Type"));
                answer(target, invocation, tail, response, callback);
            }
            case "Event" -> {
                events.add(target.function(), target.qualifier(), requestId,
                        event(request, ASYNCHRONOUS_BYTES, type));
                answer(response, callback, 202, "");
            }
            case "DryRun" -> {
                event(request, SYNCHRONOUS_BYTES, type);
                answer(response, callback, 204, "");
            }
            default -> throw new ApiException(400, "InvalidParameterValueException", "X-Amz-Invocation-Type is '" + type
                    + "': allowed are RequestResponse, Event and DryRun");
        }
    }

    /**
     * The function that a name, a partial or a whole ARN means, with or without a qualifier at its end. Last, a name is
     * its id in the stack: on AWS, names are known after the deployment only.
     */
    private Target target(String reference, String qualifier) {
        List<Function<FunctionConfiguration, String>> names = List.of(FunctionConfiguration::functionName,
                function -> function.arn().split(":", 5)[4], FunctionConfiguration::arn, FunctionConfiguration::name);
        for (Function<FunctionConfiguration, String> of : names) {
            for (FunctionConfiguration function : lambda.configurations()) {
                String name = of.apply(function);
                if (reference.equals(name) || reference.startsWith(name + ":")) {
                    String own = reference.equals(name) ? qualifier : reference.substring(name.length() + 1);
                    if (qualifier != null && !qualifier.equals(own)) {
                        throw new ApiException(400, "InvalidParameterValueException", "Qualifier is '" + qualifier
                                + "', and the function's name says '" + own + "'");
                    }
                    return target(function, own == null ? LATEST : own);
                }
            }
        }
        throw notFound(reference, "There are " + String.join(", ",
                lambda.configurations().stream().map(FunctionConfiguration::functionName).toList()));
    }

    private static Target target(FunctionConfiguration function, String qualifier) {
        if (!function.qualifiers().containsKey(qualifier)) {
            throw notFound(function.arn() + ":" + qualifier, "There are " + String.join(", ",
                    function.qualifiers().keySet()));
        }
        return new Target(function, qualifier);
    }

    private static ApiException notFound(String reference, String allowed) {
        return new ApiException(404, "ResourceNotFoundException", "Function not found: " + reference + ". " + allowed);
    }

    private static String event(Request request, int limit, String type) throws IOException {
        byte[] payload;
        try (InputStream body = Content.Source.asInputStream(request)) {
            payload = body.readNBytes(limit + 1);
        }
        if (payload.length > limit) {
            throw new ApiException(413, "RequestTooLargeException", "The payload is too large for the " + type
                    + " invocation type (limit " + limit + " bytes)");
        }
        String event = new String(payload, StandardCharsets.UTF_8);
        if (event.isBlank()) {
            return "{}";
        }
        try {
            JSON.readTree(event);
            return event;
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "InvalidRequestContentException",
                    "Could not parse request body into json: " + e.getOriginalMessage());
        }
    }

    private void answer(Target target, Invocation invocation, boolean tail, Response response, Callback callback) {
        Executor executor = tail ? CompletableFuture.delayedExecutor(LOG_MILLIS, TimeUnit.MILLISECONDS) : Runnable::run;
        lambda.invoke(target.function().logicalId(), invocation).whenCompleteAsync((payload, thrown) -> {
            response.getHeaders().put("X-Amz-Executed-Version", target.qualifier().equals(LATEST) ? LATEST : "1");
            if (tail) {
                response.getHeaders().put("X-Amz-Log-Result", tail(invocation.requestId()));
            }
            if (thrown != null) {
                response.getHeaders().put("X-Amz-Function-Error", "Unhandled");
            }
            answer(response, callback, 200, thrown == null ? payload : ((FunctionError) thrown).payload());
        }, executor);
    }

    private String tail(String requestId) {
        byte[] lines = log.lines().stream()
                .filter(line -> requestId.equals(line.origin().requestId()))
                .map(line -> line.message() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(
                Arrays.copyOfRange(lines, Math.max(0, lines.length - LOG_BYTES), lines.length));
    }

    private static void answer(Response response, Callback callback, int status, String body) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.setStatus(status);
        Content.Sink.write(response, true, body, callback);
    }
}
