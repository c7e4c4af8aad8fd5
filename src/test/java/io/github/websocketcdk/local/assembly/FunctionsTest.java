package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.CloudAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of assemblies of any language and any version of the CDK CLI. */
class FunctionsTest {
    private static final String TEMPLATE = """
            {"Parameters":{"Bucket":{"Type":"String"},"Key":{"Type":"String"}},
             "Conditions":{"Never":{"Fn::Equals":["a","b"]}},
             "Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev"}},
              "Send1234ABCD":{"Type":"AWS::Lambda::Function"%s,"Properties":{%s}}}}""";

    @TempDir
    private Path directory;
    private Path jar;

    @BeforeEach
    void asset() throws IOException {
        jar = Files.createFile(directory.resolve("asset.abc.jar"));
    }

    private Deployment deployment(String metadata, String properties) throws Exception {
        CloudAssembly.write(directory, TEMPLATE.formatted(metadata, properties));
        return AssemblyReader.read(directory, null, "localhost:3001");
    }

    /** With other artifacts, or other parts of the stack's. */
    private FunctionConfiguration function(String artifacts, String parts, String properties) throws Exception {
        Files.writeString(directory.resolve("app.json"), TEMPLATE.formatted("", properties));
        CloudAssembly.manifest(directory, artifacts + """
                "app":{"type":"aws:cloudformation:stack","environment":"aws://unknown-account/eu-west-1"%s,
                  "properties":{"templateFile":"app.json"}}""".formatted(parts));
        return AssemblyReader.read(directory, null, "localhost:3001").functions().get("Send1234ABCD");
    }

    @Test
    void codeIsWhereTheMetadataSaysThatItIs() throws Exception {
        FunctionConfiguration function = deployment(",\"Metadata\":{\"aws:asset:path\":\"asset.abc.jar\"}", """
                "Runtime":"java25","Handler":"chat.Send","Timeout":7,"MemorySize":512,"FunctionName":"send",
                "LoggingConfig":{"LogFormat":"JSON","ApplicationLogLevel":"DEBUG","LogGroup":"chat"}""")
                .functions().get("Send1234ABCD");

        assertThat(function.code()).isEqualTo(jar);
        assertThat(function.name()).isEqualTo("Send");
        assertThat(function.functionName()).isEqualTo("send");
        assertThat(function.handler()).isEqualTo("chat.Send");
        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(function.memorySize()).isEqualTo(512);
        assertThat(function.loggingConfig()).isEqualTo(new LoggingConfig("JSON", "DEBUG", "INFO", "chat"));
    }

    @Test
    void lambdasDefaultsHoldForWhatIsNotSetOrNotKnown() throws Exception {
        FunctionConfiguration function = deployment(",\"Metadata\":{\"aws:asset:path\":\"asset.abc.jar\"}",
                "\"Runtime\":\"java25\",\"Timeout\":{\"Ref\":\"Key\"}").functions().get("Send1234ABCD");

        assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(function.memorySize()).isEqualTo(128);
        assertThat(function.environment()).isEmpty();
        assertThat(function.loggingConfig())
                .isEqualTo(new LoggingConfig("Text", null, null, "/aws/lambda/Send1234ABCD"));
    }

    @Test
    void codeWithoutMetadataIsInTheAssetManifest() throws Exception {
        Files.writeString(directory.resolve("app.assets.json"), """
                {"version":"39.0.0","files":{"abc":{"source":{"path":"asset.abc.jar","packaging":"file"},
                  "destinations":{"current_account-eu-west-1":{"bucketName":"cdk-assets-${AWS::AccountId}",
                    "objectKey":"abc.jar"}}}}}""");

        assertThat(function("""
                "app.assets":{"type":"cdk:asset-manifest","properties":{"file":"app.assets.json"}},""", "", """
                "Runtime":"java25","Code":{"S3Bucket":{"Fn::Sub":"cdk-assets-${AWS::AccountId}"},
                "S3Key":"abc.jar"}""").code()).isEqualTo(jar);
    }

    @Test
    void codeIsFoundFromAnyDirectory() throws Exception {
        CloudAssembly.write(directory, TEMPLATE.formatted(",\"Metadata\":{\"aws:asset:path\":\"asset.abc.jar\"}",
                "\"Runtime\":\"java25\""));
        Path relative = Path.of("").toAbsolutePath().relativize(directory);

        assertThat(AssemblyReader.read(relative, null, "localhost:3001").functions().get("Send1234ABCD").code())
                .isAbsolute();
    }

    @Test
    void codeOfTheLegacySynthesizerIsInTheStacksMetadata() throws Exception {
        assertThat(function("", """
                ,"metadata":{"/app":[{"type":"aws:cdk:asset","data":{"path":"asset.abc.jar","packaging":"file",
                  "s3BucketParameter":"Bucket","s3KeyParameter":"Key"}}]}""", """
                "Runtime":"java25","Code":{"S3Bucket":{"Ref":"Bucket"},"S3Key":{"Fn::Join":["",[
                  {"Fn::Select":[0,{"Fn::Split":["||",{"Ref":"Key"}]}]},
                  {"Fn::Select":[1,{"Fn::Split":["||",{"Ref":"Key"}]}]}]]}}""").code()).isEqualTo(jar);
    }

    @Test
    void aFunctionThatDoesNotRunHereIsNamedWithTheReason() throws Exception {
        assertThat(deployment("", "\"Runtime\":\"python3.13\"").notRun())
                .containsExactly("Send1234ABCD (AWS::Lambda::Function): its runtime is python3.13");
        assertThat(deployment("", "\"PackageType\":\"Image\"").notRun())
                .containsExactly("Send1234ABCD (AWS::Lambda::Function): it is a container image");
        assertThat(deployment("", "\"Runtime\":\"java25\",\"Code\":{\"S3Key\":\"x.jar\"}").notRun())
                .containsExactly("Send1234ABCD (AWS::Lambda::Function): its code is not in the cloud assembly");
        assertThat(deployment(",\"Metadata\":{\"aws:asset:path\":\"gone\"}", "\"Runtime\":\"java25\"").notRun())
                .containsExactly("Send1234ABCD (AWS::Lambda::Function): its code is not in the cloud assembly: "
                        + directory.resolve("gone"));
    }

    @Test
    void variablesMayDependOnACondition() throws Exception {
        assertThat(deployment(",\"Metadata\":{\"aws:asset:path\":\"asset.abc.jar\"}", """
                "Runtime":"java25","Environment":{"Fn::If":["Never",{"Ref":"AWS::NoValue"},
                  {"Variables":{"COLOR":"green","NUMBER":{"Fn::If":["Never",1,2]}}}]}""")
                .functions().get("Send1234ABCD").environment()).isEqualTo(Map.of("COLOR", "green", "NUMBER", "2"));
    }

    @Test
    void propertiesThatDoNothingHereAreNamed() throws Exception {
        assertThat(deployment(",\"Metadata\":{\"aws:asset:path\":\"asset.abc.jar\"}", """
                "Runtime":"java25","Handler":"chat.Send","Role":"role","SnapStart":{"ApplyOn":"PublishedVersions"},
                "ReservedConcurrentExecutions":5,"Layers":["arn"],"TracingConfig":{"Mode":"Active"},
                "VpcConfig":{"SubnetIds":["a"]},"FileSystemConfigs":{"Fn::If":["Never",[1],{"Ref":"AWS::NoValue"}]}""")
                .notHonoured()).containsExactly(
                        "Send1234ABCD (AWS::Lambda::Function): ReservedConcurrentExecutions 5",
                        "Send1234ABCD (AWS::Lambda::Function): Layers",
                        "Send1234ABCD (AWS::Lambda::Function): TracingConfig",
                        "Send1234ABCD (AWS::Lambda::Function): VpcConfig");
    }
}
