package ${package}.functions;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local, in memory and on a free port of the loopback interface; one for all tests, a table for each. */
final class DynamoDbLocal {
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    private static final AtomicInteger SCANS = new AtomicInteger();
    private static final AtomicInteger THROTTLED_SCANS = new AtomicInteger();
    private static final Server SERVER = start();

    private DynamoDbLocal() {
    }

    static URI url() {
        return SERVER.getURI();
    }

    static DynamoDbClientBuilder client() {
        return DynamoDbClient.builder()
                .endpointOverride(SERVER.getURI())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create());
    }

    /** Creates a table with the key of the stack's table {@code Connections}, and returns its name. */
    static String createTable(DynamoDbClient client) {
        String name = "Connections-" + UUID.randomUUID();
        client.createTable(table -> table.tableName(name)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id").attributeType(ScalarAttributeType.S).build())
                .keySchema(KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build())
                .billingMode(BillingMode.PAY_PER_REQUEST));
        return name;
    }

    private static Server start() {
        try {
            Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
            server.setHandler(new Throttle(new LocalDynamoDBServerHandler(
                    new LocalDynamoDBRequestHandler(0, true, null, true, false), null)));
            server.start();
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        }
    }

    /** Lets the first scans pass and throttles those that come next, whatever the table. */
    static void throttleScans(int first, int next) {
        SCANS.set(-first);
        THROTTLED_SCANS.set(next);
    }

    private static final class Throttle extends Handler.Wrapper {
        private Throttle(Handler handler) {
            super(handler);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (!request.getHeaders().get("X-Amz-Target").endsWith(".Scan")
                    || SCANS.getAndIncrement() < 0 || THROTTLED_SCANS.getAndDecrement() <= 0) {
                return super.handle(request, response, callback);
            }
            response.setStatus(400);
            response.write(true, StandardCharsets.UTF_8.encode("{\"__type\":"
                    + "\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}"), callback);
            return true;
        }
    }
}
