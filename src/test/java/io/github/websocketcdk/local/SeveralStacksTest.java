package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.AppProps;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An app of several stacks starts, whatever else it has; from its cloud assembly, without metadata of assets. */
class SeveralStacksTest {
    @TempDir
    private static Path directory;
    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        SeveralStacksApp.create(AppProps.builder().outdir(directory.toString()).build()).synth();
        local = LocalGateway.startAssembly(directory, TestApp.options());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static String answer(String action) throws Exception {
        return Client.connect(local).send("{\"action\":\"" + action + "\"}").receive();
    }

    @Test
    void aFunctionSeesWhatOtherStacksHave() throws Exception {
        assertThat(answer("variables")).contains("ROOMS=chat-Table", "AUDIT=Table",
                "AUDIT_ARN=arn:aws:dynamodb:eu-west-1:111122223333:table/Table", "NESTED=Details", "LIMIT=5");
    }

    @Test
    void whatIsNotRunHasAPlaceholder() throws Exception {
        assertThat(answer("variables")).contains("BUCKET=not-run:Files", "QUEUE_URL=not-run:Letters",
                "SECRET=not-run:secretsmanager:Key", "ELSEWHERE=not-run:ssm:/elsewhere");
    }

    @Test
    void aNestedStackGetsItsParameters() throws Exception {
        assertThat(answer("nested")).contains("ROOMS=chat-Table")
                .containsPattern("QUEUE_ARN=not-run:Letters\\w+[.]Arn");
    }

    @Test
    void aRouteThatDoesNotRunHereIsAnError() throws Exception {
        assertThat(answer("node")).contains("Internal server error");
        assertThat(answer("mock")).contains("Internal server error");
    }

    @Test
    void theTablesOfAllStacksAreThere() throws Exception {
        assertThat(tables()).hasSize(4).anyMatch(name -> name.startsWith("Details"))
                .anyMatch(name -> name.startsWith("Archived")).anyMatch(name -> name.startsWith("Table"))
                .anyMatch(name -> name.startsWith("chat-Table"));
    }

    @Test
    void whatIsNotRunOrNotHonouredIsNamedOnce() {
        assertThat(local.notRun()).satisfiesExactly(
                line -> assertThat(line).matches("Files\\w+ [(]AWS::S3::Bucket[)]: referred to by Variables.BUCKET"),
                line -> assertThat(line).matches("Key\\w+ [(]AWS::SecretsManager::Secret[)]: "
                        + "referred to by Variables.SECRET"),
                line -> assertThat(line).matches("Letters\\w+ [(]AWS::SQS::Queue[)]: "
                        + "referred to by Function.QUEUE_ARN, Variables.QUEUE_URL"),
                line -> assertThat(line).isEqualTo("the SSM parameter /elsewhere: referred to by Variables.ELSEWHERE"),
                line -> assertThat(line).matches("Node\\w+ [(]AWS::Lambda::Function[)]: its runtime is nodejs22.x"),
                line -> assertThat(line).matches("route node: of its function Node\\w+, its runtime is nodejs22.x"),
                line -> assertThat(line).isEqualTo("route mock: its integration is of type MOCK"));
        assertThat(local.notHonoured()).satisfiesExactly(line -> assertThat(line)
                .matches("Variables\\w+ [(]AWS::Lambda::Function[)]: ReservedConcurrentExecutions 5"));
    }

    private static List<String> tables() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(local.dynamoDbEndpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            return client.listTables().tableNames();
        }
    }
}
