package io.github.websocketcdk.local;

import io.github.websocketcdk.local.gateway.Quotas;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.WebSocketApi;
import software.amazon.awscdk.services.apigatewayv2.WebSocketRouteOptions;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sqs.Queue;

/** Another stack than the project's, with the test handlers on its routes. */
final class TestApp {
    private TestApp() {
    }

    /** Any port, and one default changed: on a busy machine many clients at once may wait longer than 29 s. */
    static Options options() {
        return Options.DEFAULT.withQuotas(Quotas.DEFAULT.withIntegrationTimeout(Quotas.DEFAULT.lifetime()));
    }

    static App create(AppProps props) {
        App app = new App(props);
        Stack stack = new Stack(app, "test", StackProps.builder()
                .env(Environment.builder().region("eu-west-1").build())
                .build());
        Table table = Table.Builder.create(stack, "Notes")
                .partitionKey(Attribute.builder().name("room").type(AttributeType.STRING).build())
                .sortKey(Attribute.builder().name("at").type(AttributeType.NUMBER).build())
                .build();
        table.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("byAuthor")
                .partitionKey(Attribute.builder().name("author").type(AttributeType.STRING).build())
                .build());
        Queue.Builder.create(stack, "Unused").build();

        Function connect = function(stack, TestHandlers.Connect.class);
        WebSocketApi api = WebSocketApi.Builder.create(stack, "Api")
                .routeSelectionExpression("$request.body.do.what")
                .connectRouteOptions(route(connect, false))
                .disconnectRouteOptions(route(function(stack, TestHandlers.Disconnect.class), false))
                .build();
        WebSocketStage stage = WebSocketStage.Builder.create(stack, "Stage")
                .webSocketApi(api)
                .stageName("test")
                .autoDeploy(true)
                .build();
        connect.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
        Function echo = function(stack, TestHandlers.Echo.class);
        api.addRoute("echo", route(echo, true));
        api.addRoute("silent", route(echo, false));
        api.addRoute("aliased", route(Alias.Builder.create(stack, "Live")
                .aliasName("live")
                .version(echo.getCurrentVersion())
                .build(), true));
        api.addRoute("misbehave", route(function(stack, "Misbehave", TestHandlers.Misbehave.class, 2), true));
        api.addRoute("patient", route(function(stack, "Patient", TestHandlers.Misbehave.class, 300), true));
        api.addRoute("construct", route(function(stack, TestHandlers.NotConstructible.class), true));
        return app;
    }

    private static Function function(Stack stack, Class<?> handler) {
        return function(stack, handler.getSimpleName(), handler, 300);
    }

    private static Function function(Stack stack, String id, Class<?> handler, int timeoutSeconds) {
        return Function.Builder.create(stack, id)
                .handler(handler.getName())
                .code(Code.fromAsset("target/test-classes"))
                .runtime(Runtime.JAVA_17)
                .memorySize(128)
                .timeout(Duration.seconds(timeoutSeconds))
                .environment(Map.of("COLOR", "green", "ISSUER", (String) stack.getNode().getContext("issuer")))
                .build();
    }

    private static WebSocketRouteOptions route(IFunction function, boolean returnResponse) {
        return WebSocketRouteOptions.builder()
                .integration(new WebSocketLambdaIntegration("Integration", function))
                .returnResponse(returnResponse)
                .build();
    }
}
