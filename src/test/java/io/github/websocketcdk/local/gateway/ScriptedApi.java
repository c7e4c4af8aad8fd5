package io.github.websocketcdk.local.gateway;

import io.github.websocketcdk.local.CloudAssembly;
import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.Options;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** An API whose one function answers what its caller says, by {@link Script}. */
final class ScriptedApi {
    /** The name that its function has in the log. */
    static final String FUNCTION = "Script";

    private static final String TEMPLATE = """
            {"Resources":{
              "Api":{"Type":"AWS::ApiGatewayV2::Api","Properties":{"ProtocolType":"WEBSOCKET",
                "RouteSelectionExpression":"%s"}},
              "Stage":{"Type":"AWS::ApiGatewayV2::Stage","Properties":{"ApiId":{"Ref":"Api"},"StageName":"dev",
                "StageVariables":{"color":"green"}}},
              "Script":{"Type":"AWS::Lambda::Function","Metadata":{"aws:asset:path":"code"},"Properties":{
                "Handler":"io.github.websocketcdk.local.gateway.Script","Runtime":"java17","Timeout":300}},
              "Integration":{"Type":"AWS::ApiGatewayV2::Integration","Properties":{"ApiId":{"Ref":"Api"},
                "IntegrationType":"AWS_PROXY","IntegrationUri":{"Fn::Sub":"/functions/${Script.Arn}/invocations"}}},
              "Connect":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"$connect",
                "OperationName":"Enter","Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Disconnect":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},
                "RouteKey":"$disconnect","Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "OneWay":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"oneway",
                "Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "TwoWay":{"Type":"AWS::ApiGatewayV2::Route","Properties":{"ApiId":{"Ref":"Api"},"RouteKey":"twoway",
                "Target":{"Fn::Join":["",["integrations/",{"Ref":"Integration"}]]}}},
              "Response":{"Type":"AWS::ApiGatewayV2::RouteResponse","Properties":{"ApiId":{"Ref":"Api"},
                "RouteId":{"Ref":"TwoWay"},"RouteResponseKey":"$default"}}}}""";

    private ScriptedApi() {
    }

    static LocalGateway start(Path directory) throws Exception {
        return start(directory, Options.DEFAULT.withQuotas(
                Quotas.DEFAULT.withIntegrationTimeout(Quotas.DEFAULT.lifetime())));
    }

    static LocalGateway start(Path directory, Options options) throws Exception {
        return start(directory, options, "$request.body.action");
    }

    static LocalGateway start(Path directory, Options options, String selectionExpression) throws Exception {
        return startFrom(directory, options, TEMPLATE.formatted(selectionExpression.replace("\\", "\\\\")));
    }

    /** With {@code $default} in the place of {@code twoway}. */
    static LocalGateway startWithDefault(Path directory) throws Exception {
        return startFrom(directory, Options.DEFAULT,
                TEMPLATE.formatted("$request.body.action").replace("\"twoway\"", "\"$default\""));
    }

    private static LocalGateway startFrom(Path directory, Options options, String template) throws Exception {
        Path code = Files.createDirectories(directory.resolve("code"));
        if (Files.notExists(code.resolve("io"))) {
            Files.createSymbolicLink(code.resolve("io"), Path.of("target/test-classes/io").toAbsolutePath());
        }
        return LocalGateway.startAssembly(CloudAssembly.write(directory, template), options);
    }

    /** A message on a route that has a route response, and what its function answers. */
    static String twoWay(String answer) {
        return message("twoway", answer);
    }

    /** A message on a route that has no route response, and what its function answers. */
    static String oneWay(String answer) {
        return message("oneway", answer);
    }

    private static String message(String action, String answer) {
        return "{\"action\":\"" + action + "\",\"answer\":\"" + encoded(answer) + "\"}";
    }

    /** The query of a handshake, and what {@code $connect} answers. */
    static String connect(String answer) {
        return "?answer=" + encoded(answer);
    }

    private static String encoded(String answer) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(answer.getBytes(StandardCharsets.UTF_8));
    }
}
