package io.github.websocketcdk.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Tables as templates have them. */
class TablesTest {
    private static final String INDEXED = """
            {"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at",
              "AttributeType":"N"},{"AttributeName":"room","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}],
            "GlobalSecondaryIndexes":[{"IndexName":"byRoom","KeySchema":[{"AttributeName":"room","KeyType":"HASH"}],
              "Projection":{"ProjectionType":"ALL"},"WarmThroughput":{"ReadUnitsPerSecond":12000},
              "WriteProvisionedThroughputSettings":{"WriteCapacityAutoScalingSettings":{"MaxCapacity":5}}}],
            "LocalSecondaryIndexes":[{"IndexName":"byIdAndRoom","KeySchema":[{"AttributeName":"id","KeyType":"HASH"},
              {"AttributeName":"room","KeyType":"RANGE"}],"Projection":{"ProjectionType":"KEYS_ONLY"}}],
            "StreamSpecification":{"StreamViewType":"NEW_IMAGE","ResourcePolicy":{"PolicyDocument":{}}},
            "TimeToLiveSpecification":{"AttributeName":"expiresAt","Enabled":true}}""";
    private static final String PLAIN = """
            {"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}""";

    private DynamoDb dynamoDb;
    private DynamoDbClient client;

    @BeforeEach
    void start() throws Exception {
        dynamoDb = new DynamoDb();
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create(dynamoDb.url()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        dynamoDb.close();
    }

    private static JsonObject properties(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void aTableHasItsIndexesStreamAndTimeToLive() {
        assertThat(dynamoDb.create(Map.of("rows", properties(INDEXED)))).isEmpty();

        TableDescription table = client.describeTable(request -> request.tableName("rows")).table();
        assertThat(table.globalSecondaryIndexes()).extracting(GlobalSecondaryIndexDescription::indexName)
                .containsExactly("byRoom");
        assertThat(table.localSecondaryIndexes()).extracting(LocalSecondaryIndexDescription::indexName)
                .containsExactly("byIdAndRoom");
        assertThat(table.streamSpecification().streamViewType()).isEqualTo(StreamViewType.NEW_IMAGE);
        assertThat(client.describeTimeToLive(request -> request.tableName("rows")).timeToLiveDescription()
                .attributeName()).isEqualTo("expiresAt");
    }

    @Test
    void aTableThatIsRefusedIsNamedAndTheOthersAreThere() {
        JsonObject refused = properties(PLAIN);
        refused.remove("KeySchema");

        assertThat(dynamoDb.create(Map.of("refused", refused, "rows", properties(PLAIN)))).singleElement().asString()
                .startsWith("table refused: DynamoDB Local says ").contains("key schema");
        assertThat(client.listTables().tableNames()).containsExactly("rows");
    }

    @Test
    void tablesThatAreThereKeepTheirItems() {
        dynamoDb.create(Map.of("rows", properties(PLAIN)));
        client.putItem(request -> request.tableName("rows").item(Map.of("id", AttributeValue.fromS("1"))));

        assertThat(dynamoDb.create(Map.of("rows", properties(PLAIN), "more", properties(PLAIN)))).isEmpty();
        assertThat(client.scan(request -> request.tableName("rows")).count()).isEqualTo(1);
        assertThat(client.listTables().tableNames()).containsExactlyInAnyOrder("rows", "more");
    }
}
