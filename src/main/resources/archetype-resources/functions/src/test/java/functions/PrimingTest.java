package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What runs before SnapStart's snapshot, where a failure is a line in a log and a slower start. */
class PrimingTest {

    private final Connections connections =
            new Connections(DynamoDbLocal.client(), DynamoDbLocal.createTable(DynamoDbLocal.client().build()));

    @Test
    void primingConnectStoresNoRow() throws Exception {
        new ConnectHandler(connections, new AllowedOrigins(Set.of())).prime();

        assertThat(connections.all()).isEmpty();
    }

    @Test
    void primingSendMessageLeavesTheTableAsItIs() throws Exception {
        connections.add("live=");

        new SendMessageHandler(connections, null, 0).prime();

        assertThat(connections.all()).extracting(Connections.Connection::id).containsExactly("live=");
    }

    @Test
    void theSerializationThatLambdaBringsIsPrimedToo() {
        AtomicBoolean gotThere = new AtomicBoolean();

        new Priming(() -> gotThere.set(true)).beforeCheckpoint(null);

        assertThat(gotThere).isTrue();
    }

    @Test
    void aFunctionWhosePrimingFailsLogsItAndStarts() throws Exception {
        Priming failing = new Priming(() -> {
            throw new IllegalStateException("not allowed yet");
        });

        assertThat(FunctionLog.of(() -> {
            failing.beforeCheckpoint(null);
            return null;
        })).contains("Not primed", "not allowed yet");
    }
}
