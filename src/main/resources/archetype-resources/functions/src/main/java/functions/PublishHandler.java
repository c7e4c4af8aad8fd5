package ${package}.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The function {@code Publish}: posts {@code data} of {@code {"data":"Hello World"}} to every connection, or with
 * {@code "connectionIds":["VWi0WdQt0kwCFHg="]} to these, and answers the {@link Report}. A backend invokes it, and an
 * invocation whose time is up, to go on for it. Any other event is an error that says what is allowed.
 */
public record PublishHandler(Publisher publisher) implements RequestStreamHandler {

    public PublishHandler() {
        this(Publisher.fromEnvironment());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Publication publication;
        try {
            publication = Publication.parse(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(e.getMessage() + " Allowed: {\"data\":\"Hello World\"} for every "
                    + "connection, with \"connectionIds\":[\"VWi0WdQt0kwCFHg=\"] for some.", e);
        }
        Report report = publisher.publish(publication, Duration.ofMillis(context.getRemainingTimeInMillis()));
        answer.write(report.toJson().toString().getBytes(StandardCharsets.UTF_8));
    }
}
