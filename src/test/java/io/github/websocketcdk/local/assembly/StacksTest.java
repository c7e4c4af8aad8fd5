package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketcdk.local.CloudAssembly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stacks of an assembly are run, and how they find each other. */
class StacksTest {
    private static final String API = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET","Name":"%s"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev"}},
              "Rows":{"Type":"AWS::DynamoDB::Table","Properties":{}},
              "Send":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},
                "Properties":{"Runtime":"java25","Environment":{"Variables":{"VALUE":%s}}}}}}""";
    private static final String TABLE = """
            {"Resources":{"Rows":{"Type":"AWS::DynamoDB::Table","Properties":{}}},
             "Outputs":{"Name":{"Value":{"Ref":"Rows"},"Export":{"Name":{"Fn::Sub":"${AWS::StackName}:rows"}}}}}""";
    private static final String IMPORT = "{\"Fn::ImportValue\":\"data:rows\"}";

    @TempDir
    private Path directory;

    @BeforeEach
    void code() throws IOException {
        Files.createDirectories(directory.resolve("code"));
    }

    private Deployment read(String stack) {
        return AssemblyReader.read(directory, stack, "localhost:3001");
    }

    private void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** An artifact of a manifest. */
    private static String stack(String name, String displayName, String dependencies) {
        return """
                "%s":{"type":"aws:cloudformation:stack","environment":"aws://111122223333/eu-west-1",
                  "properties":{"templateFile":"%s.json","stackName":"%s"},"displayName":"%s","dependencies":[%s]}"""
                .formatted(name, name, name, displayName, dependencies);
    }

    private static String cdkStage(String name) {
        return """
                "assembly-%1$s":{"type":"cdk:cloud-assembly",
                  "properties":{"directoryName":"assembly-%1$s","displayName":"%1$s"}}""".formatted(name);
    }

    private static String value(Deployment deployment) {
        return deployment.functions().get("Send").environment().get("VALUE");
    }

    @Test
    void anExportOfAnotherStackIsImported() throws Exception {
        write(directory.resolve("chat.json"), API.formatted("chat", IMPORT));
        write(directory.resolve("data.json"), TABLE);
        CloudAssembly.manifest(directory, stack("chat", "chat", "\"data\"") + "," + stack("data", "data", ""));

        Deployment deployment = read(null);

        assertThat(value(deployment)).isEqualTo("data-Rows");
        assertThat(deployment.tables()).containsOnlyKeys("Rows", "data-Rows");
        assertThat(deployment.account()).isEqualTo("111122223333");
        assertThat(deployment.notRun()).isEmpty();
    }

    @Test
    void aNestedStackTakesParametersAndGivesOutputs() throws Exception {
        String nested = """
                {"Parameters":{"table":{"Type":"String"}},
                 "Resources":{"Rows":{"Type":"AWS::DynamoDB::Table",
                   "Properties":{"TableName":{"Fn::Sub":"${table}-2"}}}},
                 "Outputs":{"Name":{"Value":{"Ref":"Rows"}}}}""";
        String resource = """
                "Nested":{"Type":"AWS::CloudFormation::Stack","Metadata":{"aws:asset:path":"nested.json"},
                  "Properties":{"Parameters":{"table":{"Ref":"Rows"}}}},
                "Outside":{"Type":"AWS::CloudFormation::Stack",
                  "Properties":{"TemplateURL":"https://example.com/x.json"}},
                "Rows":""";
        write(directory.resolve("nested.json"), nested);
        CloudAssembly.write(directory, API.formatted("chat", "{\"Fn::GetAtt\":[\"Nested\",\"Outputs.Name\"]}")
                .replace("\"Rows\":", resource));

        Deployment deployment = read(null);

        assertThat(value(deployment)).isEqualTo("Rows-2");
        assertThat(deployment.tables()).containsOnlyKeys("Rows", "Rows-2");
        assertThat(deployment.notRun()).containsExactly("Outside (AWS::CloudFormation::Stack)");
    }

    @Test
    void theStacksOfACdkStageAreRead() throws Exception {
        write(directory.resolve("chat.json"), API.formatted("chat", "0"));
        write(directory.resolve("assembly-Archive/old.json"), TABLE);
        CloudAssembly.manifest(directory.resolve("assembly-Archive"), stack("old", "Archive/old", ""));
        CloudAssembly.manifest(directory, stack("chat", "chat", "") + "," + cdkStage("Archive"));

        assertThat(read(null).tables()).containsOnlyKeys("Rows", "old-Rows");
    }

    @Test
    void anotherCdkStageWithAWebSocketApiIsLeftOut() throws Exception {
        for (String stage : new String[] {"Dev", "Prod"}) {
            Path assembly = directory.resolve("assembly-" + stage);
            write(assembly.resolve(stage + "chat.json"), API.formatted(stage, "0"));
            write(assembly.resolve(stage + "data.json"), TABLE);
            Files.createDirectories(assembly.resolve("code"));
            CloudAssembly.manifest(assembly, stack(stage + "chat", stage + "/chat", "") + ","
                    + stack(stage + "data", stage + "/data", ""));
        }
        CloudAssembly.manifest(directory, cdkStage("Dev") + "," + cdkStage("Prod"));

        assertThat(read(null).name()).isEqualTo("Dev");
        assertThat(read(null).tables()).containsOnlyKeys("Rows", "Devdata-Rows");
        assertThat(read(null).notRun()).containsExactly(
                "stack Prod/chat: another WebSocket API. Run it with mvn -Plocal -Dstack=Prod/chat",
                "stack Prod/data: belongs to another WebSocket API");
        assertThat(read("Prod/chat").name()).isEqualTo("Prod");
        assertThat(read("Prod/chat").tables()).hasSize(2);
    }

    @Test
    void aStackOfAnotherWebSocketApiIsReadIfTheChosenOneNeedsIt() throws Exception {
        write(directory.resolve("chat.json"), API.formatted("chat", "{\"Fn::ImportValue\":\"data:rows\"}"));
        write(directory.resolve("data.json"), API.formatted("data", "0").replaceFirst("}$", "")
                + "," + TABLE.substring(TABLE.indexOf("\"Outputs\"")));
        CloudAssembly.manifest(directory, stack("chat", "chat", "\"data\"") + "," + stack("data", "data", ""));

        assertThat(value(read("chat"))).isEqualTo("data-Rows");
        assertThat(read("chat").tables()).containsOnlyKeys("Rows", "data-Rows");
        assertThat(read("data").tables()).containsOnlyKeys("data-Rows");
    }

    @Test
    void anAppWithoutAWebSocketApiIsOneClearError() throws Exception {
        CloudAssembly.write(directory, TABLE);

        assertThatThrownBy(() -> read(null)).isInstanceOf(IllegalStateException.class)
                .hasMessage("No stack of the app has a WebSocket API (AWS::ApiGatewayV2::Api)");
    }

    @Test
    void aStackThatIsNotThereIsNamedWithThoseThatAre() throws Exception {
        CloudAssembly.write(directory, API.formatted("chat", "0"));

        assertThatThrownBy(() -> read("Prod/chat")).isInstanceOf(IllegalStateException.class)
                .hasMessage("No stack Prod/chat has a WebSocket API, only app");
    }

    @Test
    void aFolderThatIsNoCloudAssemblyIsNamed() {
        assertThatThrownBy(() -> read(null)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(directory.resolve("manifest.json") + " is missing");
    }
}
