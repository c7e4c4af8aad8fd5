package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What runs before SnapStart's snapshot, where a failure is a line in a log and a slower start. */
class PrimingTest {

    private final DynamoDbClient dynamoDb = DynamoDbLocal.client().build();
    private final String table = DynamoDbLocal.createTable(dynamoDb);
    private final Connections connections = new Connections(DynamoDbLocal.client(), table);

    @Test
    void primingConnectTakesItsWayAndStoresNoRow() {
        new ConnectHandler(connections, List.of("*")).prime();

        assertThat(dynamoDb.scan(scan -> scan.tableName(table)).items()).isEmpty();
    }

    @Test
    void aFunctionThatCannotBePrimedIsDeployedAllTheSame() throws Exception {
        Priming priming = () -> {
            throw new IllegalStateException("not allowed yet");
        };

        String log = FunctionLog.of(() -> {
            priming.beforeCheckpoint(null);
            return null;
        });

        assertThat(log).contains("Not primed", "not allowed yet");
    }
}
