package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.websocketcdk.local.CloudAssembly;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How what stands in a template becomes what stands on this machine: in a function's environment. */
class IntrinsicsTest {
    private static final String TEMPLATE = """
            {"Parameters":{
              "Size":{"Type":"Number","Default":3},
              "Names":{"Type":"CommaDelimitedList","Default":"a, b"},
              "Missing":{"Type":"String"},
              "Limit":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/limit"},
              "Image":{"Type":"AWS::SSM::Parameter::Value<String>","Default":"/image"}},
            "Mappings":{"Colors":{"eu-west-1":{"house":"green","doors":["red","blue"]}}},
            "Conditions":{
              "Here":{"Fn::Equals":[{"Ref":"AWS::Region"},"eu-west-1"]},
              "There":{"Fn::Not":[{"Condition":"Here"}]},
              "Both":{"Fn::And":[{"Condition":"Here"},{"Condition":"There"}]},
              "Either":{"Fn::Or":[{"Condition":"Here"},{"Condition":"There"}]}},
            "Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev"}},
              "Rows":{"Type":"AWS::DynamoDB::Table","Properties":{}},
              "Named":{"Type":"AWS::DynamoDB::Table","Properties":{"TableName":"rows"}},
              "Absent":{"Type":"AWS::DynamoDB::Table","Condition":"There","Properties":{}},
              "Send":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},
                "Properties":{"Runtime":"java25","Environment":{"Variables":{"VALUE":%s}}}},
              "Version":{"Type":"AWS::Lambda::Version","Properties":{"FunctionName":{"Ref":"Send"}}},
              "Alias":{"Type":"AWS::Lambda::Alias","Properties":{"Name":"live",
                "FunctionName":{"Fn::GetAtt":["Send","Arn"]}}},
              "Role":{"Type":"AWS::IAM::Role","Properties":{}},
              "StoredLimit":{"Type":"AWS::SSM::Parameter","Properties":{"Name":"/limit","Value":{"Ref":"Size"}}},
              "Letters":{"Type":"AWS::SQS::Queue","Properties":{}}}}""";

    @TempDir
    private Path directory;

    private Deployment deployment(String value) throws Exception {
        Files.createDirectories(directory.resolve("code"));
        return AssemblyReader.read(CloudAssembly.write(directory, TEMPLATE.formatted(value)), null, "localhost:3001");
    }

    private String evaluated(String value) throws Exception {
        return deployment(value).functions().get("Send").environment().get("VALUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "text" | text
            29 | 29
            true | true
            {"Ref":"Rows"} | Rows
            {"Ref":"Named"} | rows
            {"Fn::GetAtt":["Named","Arn"]} | arn:aws:dynamodb:eu-west-1:000000000000:table/rows
            {"Fn::GetAtt":"Named.Arn"} | arn:aws:dynamodb:eu-west-1:000000000000:table/rows
            {"Ref":"Send"} | Send
            {"Ref":"Version"} | arn:aws:lambda:eu-west-1:000000000000:function:Send:1
            {"Ref":"Alias"} | arn:aws:lambda:eu-west-1:000000000000:function:Send:live
            {"Fn::GetAtt":["Role","Arn"]} | arn:aws:iam::000000000000:role/Role
            {"Ref":"Size"} | 3
            {"Ref":"AWS::StackName"} | app
            {"Ref":"AWS::URLSuffix"} | amazonaws.com
            {"Ref":"AWS::Partition"} | aws
            {"Fn::Join":["-",["a",{"Ref":"Rows"},{"Ref":"AWS::NoValue"}]]} | a-Rows
            {"Fn::Join":["-",{"Ref":"Names"}]} | a-b
            {"Fn::Join":["-",{"Fn::GetAZs":""}]} | eu-west-1a-eu-west-1b-eu-west-1c
            {"Fn::Sub":"${AWS::Region}/${Version.Version}/${!literal}"} | eu-west-1/1/${literal}
            {"Fn::Sub":["${own} ${Rows}",{"own":{"Ref":"Size"}}]} | 3 Rows
            {"Fn::Select":[1,{"Ref":"Names"}]} | b
            {"Fn::Select":["5",{"Fn::Split":[":",{"Fn::GetAtt":["Named","Arn"]}]}]} | table/rows
            {"Fn::If":["Here","yes","no"]} | yes
            {"Fn::If":["There","yes",{"Ref":"Rows"}]} | Rows
            {"Fn::If":["Both","yes","no"]} | no
            {"Fn::If":["Either","yes","no"]} | yes
            {"Fn::FindInMap":["Colors",{"Ref":"AWS::Region"},"house"]} | green
            {"Fn::Select":[1,{"Fn::FindInMap":["Colors","eu-west-1","doors"]}]} | blue
            {"Fn::FindInMap":["Colors","eu-west-2","house",{"DefaultValue":"white"}]} | white
            {"Fn::Base64":{"Fn::Sub":"${Rows}"}} | Um93cw==
            {"Fn::ToJsonString":{"table":{"Ref":"Rows"}}} | {"table":"Rows"}
            {"Ref":"Limit"} | 3
            {"Fn::GetAtt":["StoredLimit","Value"]} | 3
            "at most {{resolve:ssm:/limit}}" | at most 3
            """)
    void whatIsKnownIsEvaluated(String value, String expected) throws Exception {
        assertThat(evaluated(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Ref":"Letters"} | not-run:Letters.Ref | Letters (AWS::SQS::Queue)
            {"Fn::Sub":"<${Letters.Arn}>"} | <not-run:Letters.Arn> | Letters (AWS::SQS::Queue)
            {"Fn::Select":[5,{"Fn::Split":[":",{"Ref":"Letters"}]}]} | not-run:Letters.Ref | Letters (AWS::SQS::Queue)
            {"Fn::GetAtt":["Rows","StreamArn"]} | not-run:Rows.StreamArn | Rows.StreamArn (AWS::DynamoDB::Table)
            {"Ref":"Absent"} | not-run:Absent.Ref | Absent, which the stack does not have
            {"Ref":"Missing"} | not-run:Missing | the parameter Missing, which has no value
            {"Fn::Select":[{"Ref":"Missing"},["a"]]} | not-run:Missing | the parameter Missing, which has no value
            {"Ref":"Image"} | not-run:ssm:/image | the SSM parameter /image
            {"Fn::ImportValue":"other:name"} | not-run:other:name | the export other:name of another app
            {"Fn::FindInMap":["Colors","any","house"]} | not-run:Colors.any.house | Colors.any.house
            {"Fn::Cidr":["10.0.0.0/16",2,8]} | not-run:Fn::Cidr | Fn::Cidr
            "{{resolve:secretsmanager:key}}" | not-run:secretsmanager:key | {{resolve:secretsmanager:key}}
            {"Fn::Sub":"{{resolve:ssm-secure:${Letters}}}"} | not-run:ssm-secure:Letters.Ref | Letters (AWS::SQS::Queue)
            """)
    void whatIsNotKnownIsAPlaceholderAndNamed(String value, String expected, String named) throws Exception {
        assertThat(evaluated(value)).isEqualTo(expected);
        assertThat(deployment(value).notRun()).contains(named + ": referred to by Send.VALUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"Fn::Sub":"https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev"} | http://localhost:3001/dev
            {"Fn::Sub":"wss://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev"} | ws://localhost:3001/dev
            {"Fn::Sub":"${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}"} | localhost:3001
            {"Fn::GetAtt":["Api","ApiEndpoint"]} | ws://localhost:3001
            """)
    void theApisUrlsAreLocal(String value, String expected) throws Exception {
        assertThat(evaluated(value)).isEqualTo(expected);
    }

    @Test
    void aVariableWithoutAValueIsNotThere() throws Exception {
        assertThat(evaluated("{\"Fn::If\":[\"There\",\"yes\",{\"Ref\":\"AWS::NoValue\"}]}")).isNull();
    }

    @Test
    void aResourceWhoseConditionIsFalseIsNotThere() throws Exception {
        assertThat(deployment("0").tables()).containsOnlyKeys("Rows", "rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Fn::Join\":[\",\"]}", "{\"Fn::Select\":[7,[\"a\"]]}",
        "{\"Fn::Select\":[\"x\",[\"a\"]]}", "{\"Fn::Sub\":[\"a\",\"b\"]}"})
    void aMalformedFunctionIsOneClearError(String value) {
        assertThatThrownBy(() -> evaluated(value)).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Send.VALUE", value.substring(2, value.indexOf(':') - 1));
    }
}
