package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

/** How what stands in a template becomes what stands on this machine. */
class TemplateTest {

    private static final String RESOURCES = """
            {"Resources":{
              "Api1":{"Type":"AWS::ApiGatewayV2::Api"},
              "Rows":{"Type":"AWS::DynamoDB::Table","Properties":{}},
              "Named":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":"rows"}},
              "Send":{"Type":"AWS::Lambda::Function","Properties":{}},
              "SendVersion":{"Type":"AWS::Lambda::Version","Properties":{"FunctionName":{"Ref":"Send"}}},
              "SendAlias":{"Type":"AWS::Lambda::Alias","Properties":{"Name":"live",
                "FunctionName":{"Fn::GetAtt":["Send","Arn"]}}},
              "Letters":{"Type":"AWS::SQS::Queue","Properties":{}}}}""";

    private final Template template =
            new Template(object(RESOURCES), "dev-app", "eu-west-1", "localhost:3001");

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private String resolve(String json) {
        JsonElement value = JsonParser.parseString(json);
        return template.resolve(value, "Send.VARIABLE");
    }

    @Test
    void theApisUrlsAreLocal() {
        String host = "{\"Ref\":\"Api1\"},\".execute-api.eu-west-1.\",{\"Ref\":\"AWS::URLSuffix\"},\"/dev\"";

        assertThat(resolve("{\"Fn::Join\":[\"\",[\"https://\"," + host + "]]}")).isEqualTo("http://localhost:3001/dev");
        assertThat(resolve("{\"Fn::Join\":[\"\",[\"wss://\"," + host + "]]}")).isEqualTo("ws://localhost:3001/dev");
        assertThat(resolve("{\"Fn::GetAtt\":[\"Api1\",\"ApiEndpoint\"]}")).isEqualTo("ws://localhost:3001");
    }

    @Test
    void referencesAreNames() {
        assertThat(resolve("{\"Ref\":\"Rows\"}")).isEqualTo("Rows");
        assertThat(resolve("{\"Ref\":\"Named\"}")).isEqualTo("rows");
        assertThat(resolve("{\"Fn::GetAtt\":[\"Named\",\"Arn\"]}"))
                .isEqualTo("arn:aws:dynamodb:eu-west-1:000000000000:table/rows");
    }

    @Test
    void versionsAndAliasesNameTheirFunction() {
        String arn = "arn:aws:lambda:eu-west-1:000000000000:function:Send";

        assertThat(resolve("{\"Ref\":\"SendVersion\"}")).isEqualTo(arn + ":1");
        assertThat(resolve("{\"Ref\":\"SendAlias\"}")).isEqualTo(arn + ":live");
    }

    @Test
    void subReplacesVariables() {
        String variable = "$" + "{";

        assertThat(resolve("{\"Fn::Sub\":\"" + variable + "AWS::Region}/" + variable + "Rows}/" + variable + "!x}\"}"))
                .isEqualTo("eu-west-1/Rows/" + variable + "x}");
        assertThat(resolve("{\"Fn::Sub\":[\"" + variable + "a}" + variable + "Rows.Arn}\",{\"a\":\"A \"}]}"))
                .isEqualTo("A arn:aws:dynamodb:eu-west-1:000000000000:table/Rows");
    }

    @Test
    void whatItCannotResolveIsNamed() {
        assertThatThrownBy(() -> resolve("{\"Ref\":\"Letters\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Send.VARIABLE", "Letters", "AWS::SQS::Queue");
        assertThatThrownBy(() -> resolve("{\"Fn::ImportValue\":\"x\"}")).hasMessageContaining("Fn::ImportValue");
        assertThatThrownBy(() -> resolve("{\"Ref\":\"Nothing\"}")).hasMessageContaining("Nothing");
    }
}
