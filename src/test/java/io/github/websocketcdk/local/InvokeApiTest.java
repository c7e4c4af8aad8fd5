package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Functions are invoked through Lambda's API, by the SDK's clients. */
class InvokeApiTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET",
                "RouteSelectionExpression":"$request.body.action"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"StageName":"dev"}},
              "Route":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"RouteKey":"$default",
                "Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Integration":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"IntegrationType":"AWS_PROXY",
                "IntegrationUri":{"Fn::Sub":"/functions/${Relay.Arn}/invocations"}}},
              "Relay":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},"Properties":{
                "Handler":"io.github.websocketcdk.local.InvokeHandlers$Relay","Runtime":"java17","Timeout":300,
                "MemorySize":256,"Environment":{"Variables":{"ANSWER":{"Ref":"Live"}}}}},
              "Answer12345678":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},"Properties":{
                "Handler":"io.github.websocketcdk.local.InvokeHandlers$Answer","Runtime":"java17","Timeout":300}},
              "Hang":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},"Properties":{
                "Handler":"io.github.websocketcdk.local.InvokeHandlers$Answer","Runtime":"java17","Timeout":1}},
              "Version":{"Type":"AWS::Lambda::Version","Properties":{"FunctionName":{"Ref":"Answer12345678"}}},
              "Live":{"Type":"AWS::Lambda::Alias","Properties":{"Name":"live","FunctionName":{"Ref":"Answer12345678"}}},
              "OnLive":{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{"FunctionName":{"Ref":"Answer12345678"},
                "Qualifier":"live","MaximumRetryAttempts":1,"DestinationConfig":{
                  "OnFailure":{"Destination":{"Fn::GetAtt":["Failed","Arn"]}},
                  "OnSuccess":{"Destination":{"Fn::GetAtt":["Done","Arn"]}}}}},
              "OnVersion":{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{
                "FunctionName":{"Ref":"Answer12345678"},"Qualifier":"1","MaximumEventAgeInSeconds":0}},
              "Failed":{"Type":"AWS::SQS::Queue","Properties":{}},
              "Done":{"Type":"AWS::SQS::Queue","Properties":{}}}}""";
    private static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:Answer12345678";

    @TempDir
    private static Path directory;
    private static LocalGateway local;
    private static LambdaClient lambda;

    @BeforeAll
    static void start() throws Exception {
        // As Lambda unpacks a zip file: classes, and jars in lib.
        Path code = Files.createDirectories(directory.resolve("code/lib")).getParent();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (path.toString().matches(".*(awssdk|reactive-streams|slf4j-api|eventstream).*[.]jar")) {
                Files.createSymbolicLink(code.resolve("lib").resolve(path.getFileName()), path);
            } else if (path.endsWith("test-classes")) {
                Files.createSymbolicLink(code.resolve("io"), path.resolve("io"));
            }
        }
        local = LocalGateway.startAssembly(CloudAssembly.write(directory, TEMPLATE),
                Options.DEFAULT.withRetryWait(Duration.ofMillis(1)));
        lambda = LambdaClient.builder()
                .endpointOverride(local.page())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        lambda.close();
        local.close();
    }

    private static InvokeResponse invoke(String payload, Consumer<InvokeRequest.Builder> changes) {
        return lambda.invoke(request -> changes.accept(
                request.functionName("Answer").payload(SdkBytes.fromUtf8String(payload))));
    }

    private static String failing(String how) {
        return "{\"how\":\"" + how + "\"}";
    }

    @ParameterizedTest
    @CsvSource({"Answer12345678, $LATEST", "000000000000:function:Answer12345678, $LATEST", ARN + ", $LATEST",
        ARN + ":live, 1", "Answer12345678:1, 1", "Answer:1, 1"})
    void aFunctionWithoutARouteIsInvokedByNameByArnAndByItsIdInTheStack(String name, String version) {
        InvokeResponse response = invoke("{\"text\":\"ü\"}", request -> request.functionName(name));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.payload().asUtf8String()).isEqualTo("{\"text\":\"ü\"}");
        assertThat(response.functionError()).isNull();
        assertThat(response.executedVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"requestContext\":{\"connectionId\":null}}",
        "{\"requestContext\":{\"connectionId\":[]}}", "{\"requestContext\":{\"connectionId\":\"a\\nb\"}}"})
    void anEventThatIsNotApiGatewaysMayLookLikeIt(String payload) {
        assertThat(invoke(payload, request -> { }).functionError()).isNull();
    }

    @Test
    void aQualifierPicksAnAlias() {
        assertThat(invoke("{}", request -> request.qualifier("live")).executedVersion()).isEqualTo("1");
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> invoke("{}", request -> request.qualifier("blue")))
                .withMessageContaining("Function not found: " + ARN + ":blue. There are $LATEST, 1, live");
        assertThatExceptionOfType(InvalidParameterValueException.class)
                .isThrownBy(() -> invoke("{}", request -> request.functionName("Answer:live").qualifier("1")));
    }

    @ParameterizedTest
    @CsvSource({"Answer, throw, java.lang.IllegalStateException, thrown on purpose",
        "Hang, hang, Sandbox.Timedout, Task timed out after 1.0 seconds",
        "Answer, exit, Runtime.ExitError, exit status 7"})
    void whatAFunctionDoesNotAnswerIsItsError(String function, String how, String type, String message) {
        InvokeResponse response = invoke(failing(how), request -> request.functionName(function));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.functionError()).isEqualTo("Unhandled");
        JsonObject error = JsonParser.parseString(response.payload().asUtf8String()).getAsJsonObject();
        assertThat(error.get("errorType").getAsString()).isEqualTo(type);
        assertThat(error.get("errorMessage").getAsString()).contains(message);
    }

    @Test
    void anAnswerOverTheLimitIsAnError() {
        String half = "{\"how\":\"twice\",\"text\":\"" + "x".repeat(3_200_000) + "\"}";
        InvokeResponse response = invoke(half, request -> { });

        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String()).contains("Function.ResponseSizeTooLarge", "6291556 bytes");
    }

    @Test
    void theLogsEndComesWithTheAnswer() {
        // On a busy machine, a line may come later than the answer.
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            String encoded = invoke("{\"text\":\"hello\"}", request -> request.logType(LogType.TAIL)).logResult();

            assertThat(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                    .contains("ANSWERED\n", "Duration: ");
        });
        assertThat(invoke("{}", request -> { }).logResult()).isNull();
    }

    @Test
    void aDryRunInvokesNothing() {
        assertThat(invoke(failing("exit"), request -> request.invocationType(InvocationType.DRY_RUN)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void badRequestsAreRefusedWithWhatIsAllowed() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> invoke("{}", request -> request.functionName("Nobody")))
                .withMessageContaining("Function not found: Nobody. There are Relay, Answer12345678");
        assertThatExceptionOfType(InvalidRequestContentException.class)
                .isThrownBy(() -> invoke("{text:1}", request -> { }))
                .withMessageContaining("Could not parse request body into json: Unexpected character ('t'");
        assertThatExceptionOfType(InvalidRequestContentException.class)
                .isThrownBy(() -> invoke("{} {}", request -> { }));
        assertThatExceptionOfType(InvalidParameterValueException.class)
                .isThrownBy(() -> invoke("{}", request -> request.invocationType("Later")))
                .withMessageContaining("'Later': allowed are RequestResponse, Event and DryRun");
    }

    @Test
    void nothingElseOfTheApiIsAnswered() {
        assertThatExceptionOfType(LambdaException.class).isThrownBy(() -> lambda.listFunctions())
                .withMessageContaining("local answers POST /2015-03-31/functions/<function>/invocations only");
    }

    @ParameterizedTest
    @CsvSource({"RequestResponse, 6291456", "Event, 1048576"})
    void aPayloadOverTheLimitIsRefused(String type, int limit) {
        String largest = "{\"text\":\"" + "x".repeat(limit - 11) + "\"}";

        assertThatExceptionOfType(RequestTooLargeException.class)
                .isThrownBy(() -> invoke(largest + " ", request -> request.invocationType(type)))
                .withMessageContaining("limit " + limit + " bytes");
        assertThat(invoke(largest, request -> request.invocationType(type)).functionError()).isNull();
    }

    @Test
    void anEventIsAccepted() throws Exception {
        try (LogLines log = new LogLines(local)) {
            InvokeResponse response = invoke("{\"text\":\"later\"}", request ->
                    request.qualifier("live").invocationType(InvocationType.EVENT));

            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.payload().asUtf8String()).isEmpty();
            assertThat(log.await("Answer", "succeeded").message())
                    .contains(response.responseMetadata().requestId(), "its record goes to Done (AWS::SQS::Queue)");
        }
    }

    @Test
    void anEventThatFailsIsTriedAgainAndItsDestinationNamed() throws Exception {
        try (LogLines log = new LogLines(local)) {
            String id = invoke(failing("throw"), request -> request.qualifier("live")
                    .invocationType(InvocationType.EVENT)).responseMetadata().requestId();

            String start = "RequestId: " + id + " Asynchronous invocation: ";
            log.await("Answer", start + "attempt 1 of 2 failed; the next one in");
            log.await("Answer", start + "attempt 2 of 2 failed: given up; on AWS, its record goes to Failed (AWS::SQS");
        }
    }

    @Test
    void anEventIsTriedThreeTimesByDefault() throws Exception {
        try (LogLines log = new LogLines(local)) {
            invoke(failing("throw"), request -> request.invocationType(InvocationType.EVENT));

            assertThat(log.await("Answer", "given up").message()).endsWith("attempt 3 of 3 failed: given up");
        }
    }

    @Test
    void anEventIsNotTriedAgainAfterItsAge() throws Exception {
        try (LogLines log = new LogLines(local)) {
            invoke(failing("throw"), request -> request.qualifier("1").invocationType(InvocationType.EVENT));

            log.await("Answer", "attempt 1 of 3 failed, and the next one would be after its MaximumEventAgeInSeconds");
        }
    }

    @Test
    void theSdksClientsOfAFunctionLeadHere() throws Exception {
        assertThat(Client.connect(local).send("{\"text\":\"through two functions\"}").receive())
                .isEqualTo("{\"text\":\"through two functions\"}");
    }
}
