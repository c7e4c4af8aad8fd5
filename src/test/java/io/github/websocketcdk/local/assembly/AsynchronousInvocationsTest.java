package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.CloudAssembly;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a template says about functions that are invoked asynchronously. */
class AsynchronousInvocationsTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"StageName":"dev"}},
              "Publish12345678":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},
                "Properties":{"FunctionName":"publish","Runtime":"java17","Handler":"Publish",
                  "DeadLetterConfig":{"TargetArn":{"Fn::GetAtt":["Dead","Arn"]}}}},
              "Version":{"Type":"AWS::Lambda::Version","Properties":{"FunctionName":{"Ref":"Publish12345678"}}},
              "Live":{"Type":"AWS::Lambda::Alias","Properties":{"Name":"live",
                "FunctionName":{"Fn::GetAtt":["Publish12345678","Arn"]},
                "FunctionVersion":{"Fn::GetAtt":["Version","Version"]}}},
              "Config":{"Type":"AWS::Lambda::EventInvokeConfig","Properties":{
                "FunctionName":{"Ref":"Publish12345678"},"Qualifier":"live","MaximumRetryAttempts":0,
                "MaximumEventAgeInSeconds":60,"DestinationConfig":{
                  "OnFailure":{"Destination":{"Ref":"Alarm"}},
                  "OnSuccess":{"Destination":"arn:aws:sqs:eu-west-1:111122223333:done"}}}},
              "Node":{"Type":"AWS::Lambda::Function","Properties":{"Runtime":"nodejs24.x"}},
              "Alarm":{"Type":"AWS::SNS::Topic","Properties":{}},
              "Dead":{"Type":"AWS::SQS::Queue","Properties":{}}}}""";

    private static Deployment deployment(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("code"));
        return AssemblyReader.read(CloudAssembly.write(directory, TEMPLATE), null, "localhost:3001");
    }

    @Test
    void aFunctionWithoutARouteIsThereWithItsQualifiers(@TempDir Path directory) throws Exception {
        FunctionConfiguration publish = deployment(directory).functions().get("Publish12345678");

        EventInvokeConfig unconfigured =
                new EventInvokeConfig(2, Duration.ofHours(6), List.of("Dead (AWS::SQS::Queue)"), List.of());
        assertThat(publish.functionName()).isEqualTo("publish");
        assertThat(publish.qualifiers()).isEqualTo(Map.of("$LATEST", unconfigured, "1", unconfigured, "live",
                new EventInvokeConfig(0, Duration.ofMinutes(1),
                        List.of("Dead (AWS::SQS::Queue)", "Alarm (AWS::SNS::Topic)"),
                        List.of("arn:aws:sqs:eu-west-1:111122223333:done"))));
    }

    @Test
    void aFunctionThatNoRouteNeedsAndThatCannotRunIsNamed(@TempDir Path directory) throws Exception {
        assertThat(deployment(directory).notRun())
                .contains("Node (AWS::Lambda::Function): its runtime is nodejs24.x");
    }

    @Test
    void aDestinationThatIsNotRunIsNamedWithTheFunction(@TempDir Path directory) throws Exception {
        assertThat(deployment(directory).notRun()).contains(
                "Alarm (AWS::SNS::Topic): referred to by Publish.OnFailure.Destination",
                "Dead (AWS::SQS::Queue): referred to by Publish.DeadLetterConfig.TargetArn");
    }
}
