package io.github.websocketcdk.local.console;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.WebSocketLambdaAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.WebSocketApi;
import software.amazon.awscdk.services.apigatewayv2.WebSocketRouteOptions;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexProps;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;

/** A small chat to look at in the console: a table of connections, and one of notes with two keys and an index. */
final class ChatApp {
    private ChatApp() {
    }

    static App create(AppProps props) {
        return create(props, false);
    }

    /** The same, for those with a token only. */
    static App createWithAuthorizer(AppProps props) {
        return create(props, true);
    }

    private static App create(AppProps props, boolean isAuthorized) {
        App app = new App(props);
        Stack stack = new Stack(app, "dev-chat", StackProps.builder()
                .env(Environment.builder().region("us-east-1").build())
                .build());
        Table connections = Table.Builder.create(stack, "Connections")
                .tableName("Connections")
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .build();
        Table notes = Table.Builder.create(stack, "Notes")
                .tableName("Notes")
                .partitionKey(Attribute.builder().name("room").type(AttributeType.STRING).build())
                .sortKey(Attribute.builder().name("at").type(AttributeType.NUMBER).build())
                .build();
        notes.addGlobalSecondaryIndex(GlobalSecondaryIndexProps.builder()
                .indexName("byAuthor")
                .partitionKey(Attribute.builder().name("author").type(AttributeType.STRING).build())
                .projectionType(ProjectionType.KEYS_ONLY)
                .build());
        WebSocketRouteOptions connect = route(function(stack, ChatHandlers.Connect.class, connections), false);
        if (isAuthorized) {
            Function authorize = function(stack, ChatHandlers.Authorize.class, connections);
            connect = WebSocketRouteOptions.builder()
                    .integration(connect.getIntegration())
                    .authorizer(WebSocketLambdaAuthorizer.Builder.create("Authorizer", authorize)
                            .identitySource(List.of("route.request.querystring.token"))
                            .build())
                    .build();
        }
        WebSocketApi api = WebSocketApi.Builder.create(stack, "Api")
                .apiName("dev-chat")
                .connectRouteOptions(connect)
                .disconnectRouteOptions(route(function(stack, ChatHandlers.Disconnect.class, connections), false))
                .build();
        WebSocketStage stage = WebSocketStage.Builder.create(stack, "Stage")
                .webSocketApi(api)
                .stageName("dev")
                .autoDeploy(true)
                .build();
        Function send = function(stack, ChatHandlers.SendMessage.class, connections);
        send.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
        api.addRoute("sendmessage", route(send, false));
        api.addRoute("echo", route(function(stack, ChatHandlers.Echo.class, connections), true));
        return app;
    }

    private static Function function(Stack stack, Class<?> handler, ITable table) {
        return Function.Builder.create(stack, handler.getSimpleName())
                .handler(handler.getName())
                .code(Code.fromAsset("target/test-classes"))
                .runtime(Runtime.JAVA_17)
                .timeout(Duration.seconds(60))
                .environment(Map.of("TABLE", table.getTableName()))
                .build();
    }

    private static WebSocketRouteOptions route(Function function, boolean returnResponse) {
        return WebSocketRouteOptions.builder()
                .integration(new WebSocketLambdaIntegration("Integration", function))
                .returnResponse(returnResponse)
                .build();
    }
}
