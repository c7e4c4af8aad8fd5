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

/** The routes, integrations and authorizers of the API, in shapes that the CDK's own constructs do not write. */
class RoutesTest {
    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET","Name":"chat",
                "RouteSelectionExpression":"$request.body.action"}},
              "Http":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"HTTP"}},
              "HttpStage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Http"},"StageName":"http"}},
              "HttpRoute":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Http"},
                "RouteKey":"GET /"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev",
                "StageVariables":{"function":{"Ref":"Send"}},"DefaultRouteSettings":{"ThrottlingRateLimit":5}}},
              "Send":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},
                "Properties":{"Runtime":"java25"}},
              "Python":{"Type":"AWS::Lambda::Function","Properties":{"Runtime":"python3.13"}},
              "Guard":{"Type":"AWS::ApiGatewayV2::Authorizer","Properties":{"ApiId":{"Ref":"Api"},"Name":"guard",
                "AuthorizerType":"REQUEST","IdentitySource":["route.request.querystring.token"],
                "AuthorizerUri":{"Fn::Sub":"arn:aws:apigateway:x:lambda:path/functions/${Send.Arn}/invocations"}}},
              "Watch":{"Type":"AWS::ApiGatewayV2::Authorizer","Properties":{"ApiId":{"Ref":"Api"},
                "AuthorizerType":"REQUEST",
                "AuthorizerUri":{"Fn::Sub":"arn:aws:apigateway:x:lambda:path/functions/${Python.Arn}/invocations"}}},
              "Proxy":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"ApiId":{"Ref":"Api"},
                "IntegrationType":"AWS_PROXY","TimeoutInMillis":5000,"RequestTemplates":{"a":"b"},
                "IntegrationUri":{"Fn::Sub":"arn:aws:apigateway:x:lambda:path/functions/${Send.Arn}/invocations"}}},
              "Variable":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"ApiId":{"Ref":"Api"},
                "IntegrationType":"AWS_PROXY","IntegrationUri":{"Fn::Sub":
                  "path/functions/arn:aws:lambda:x:1:function:${!stageVariables.function}/invocations"}}},
              "Other":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"ApiId":{"Ref":"Api"},
                "IntegrationType":"%s","IntegrationUri":"%s","RequestTemplates":{"a":"b"}}},
              "Route":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"%s",%s}},
              "Clock":{"Type":"AWS::Events::Rule","Properties":{}},
              "Bell":{"Type":"AWS::Events::Rule","Properties":{}},
              "BellPolicy":{"Type":"AWS::SNS::TopicPolicy","Properties":{}},
              "Alarm":{"Type":"AWS::CloudWatch::Alarm","Properties":{}},
              "Response":{"Type":"AWS::ApiGatewayV2::RouteResponse","Properties":{"ApiId":{"Ref":"Api"},
                "RouteId":{"Ref":"Route"},"RouteResponseKey":"$default"}}}}""";

    @TempDir
    private Path directory;

    private Deployment deployment(String type, String uri, String key, String route) throws Exception {
        Files.createDirectories(directory.resolve("code"));
        return AssemblyReader.read(CloudAssembly.write(directory, TEMPLATE.formatted(type, uri, key, route)), null,
                "localhost:3001");
    }

    private Deployment route(String key, String route) throws Exception {
        return deployment("MOCK", "", key, route);
    }

    private static String target(String integration) {
        return "\"Target\":{\"Fn::Join\":[\"/\",[\"integrations\",{\"Ref\":\"" + integration + "\"}]]}";
    }

    @Test
    void aRouteHasWhatTheTemplateSets() throws Exception {
        Deployment deployment = route("$connect", target("Proxy") + """
                ,"OperationName":"Open","ApiKeyRequired":true,"AuthorizationType":"CUSTOM",
                "AuthorizerId":{"Ref":"Guard"}""");

        assertThat(deployment.name()).isEqualTo("chat");
        assertThat(deployment.stage()).isEqualTo("dev");
        assertThat(deployment.stageVariables()).isEqualTo(Map.of("function", "Send"));
        assertThat(deployment.routes()).isEqualTo(Map.of("$connect", new Route("$connect", "Send", null, true,
                Duration.ofSeconds(5), "Guard", true, "Open")));
        assertThat(deployment.authorizers()).isEqualTo(Map.of("Guard",
                new Authorizer("Guard", "guard", "Send", List.of("route.request.querystring.token"))));
    }

    @Test
    void whatIsSetAndDoesNothingHereIsNamed() throws Exception {
        assertThat(route("send", target("Proxy") + """
                ,"ApiKeyRequired":true,"AuthorizationType":"AWS_IAM","RequestParameters":{"a":{"Required":true}},
                "ModelSelectionExpression":"$request.body.action","RouteResponseSelectionExpression":"$default\"""")
                .notHonoured()).containsExactlyInAnyOrder(
                        "Stage (AWS::ApiGatewayV2::Stage): DefaultRouteSettings",
                        "route send: ApiKeyRequired true", "route send: AuthorizationType AWS_IAM",
                        "route send: RequestParameters", "route send: ModelSelectionExpression $request.body.action",
                        "Proxy (AWS::ApiGatewayV2::Integration): RequestTemplates");
    }

    @Test
    void aStageVariableMayNameTheFunction() throws Exception {
        assertThat(route("send", target("Variable")).routes().get("send").function()).isEqualTo("Send");
    }

    @Test
    void anIntegrationThatIsNotRunIsAReasonAndNoRefusal() throws Exception {
        String function = "arn:aws:apigateway:x:lambda:path/functions/arn:aws:lambda:x:1:function:%s/invocations";

        assertThat(reason(deployment("HTTP_PROXY", "https://example.com", "send", target("Other"))))
                .isEqualTo("its integration is of type HTTP_PROXY");
        assertThat(reason(deployment("MOCK", "", "send", target("Other"))))
                .isEqualTo("its integration is of type MOCK");
        assertThat(reason(deployment("AWS_PROXY", function.formatted("Python"), "send", target("Other"))))
                .isEqualTo("of its function Python, its runtime is python3.13");
        assertThat(reason(deployment("AWS_PROXY", function.formatted("Elsewhere"), "send", target("Other"))))
                .startsWith("its function is not in the app: ").endsWith("function:Elsewhere/invocations");
        assertThat(reason(route("send", "\"OperationName\":\"Send\""))).isEqualTo("it has no integration");
    }

    private static String reason(Deployment deployment) {
        Route route = deployment.routes().get("send");
        assertThat(route.function()).isNull();
        assertThat(deployment.notRun()).contains("route send: " + route.notRun());
        return route.notRun();
    }

    @Test
    void clientsConnectAlsoWhereAMockIntegrationLetsThem() throws Exception {
        Deployment deployment = route("$connect", target("Other"));

        assertThat(deployment.routes()).isEmpty();
        assertThat(deployment.notRun()).contains("route $connect: its integration is of type MOCK");
    }

    @Test
    void anAuthorizerThatIsNotRunIsNamed() throws Exception {
        Deployment deployment = route("$connect", target("Proxy") + ",\"AuthorizerId\":{\"Ref\":\"Watch\"}");

        assertThat(deployment.routes().get("$connect").authorizer()).isNull();
        assertThat(deployment.notRun()).contains("Watch (AWS::ApiGatewayV2::Authorizer): of its function Python, "
                + "its runtime is python3.13; anyone may connect");
    }

    @Test
    void whatElseIsInTheStackIsNamed() throws Exception {
        assertThat(route("send", target("Proxy")).notRun()).containsExactly(
                "Python (AWS::Lambda::Function): its runtime is python3.13",
                "Watch (AWS::ApiGatewayV2::Authorizer): of its function Python, its runtime is python3.13; anyone may "
                        + "connect",
                "Clock, Bell (AWS::Events::Rule)",
                "Http (AWS::ApiGatewayV2::Api): one API runs here, Api");
    }
}
