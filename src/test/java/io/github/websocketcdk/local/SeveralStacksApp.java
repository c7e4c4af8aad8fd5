package io.github.websocketcdk.local;

import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketMockIntegration;
import software.amazon.awscdk.services.apigatewayv2.WebSocketApi;
import software.amazon.awscdk.services.apigatewayv2.WebSocketRouteOptions;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** An app as it is after some months: stacks, a nested one, a CDK stage, and more than local runs. */
final class SeveralStacksApp {
    private SeveralStacksApp() {
    }

    static App create(AppProps props) {
        App app = new App(props);
        StackProps inIreland = StackProps.builder()
                .env(Environment.builder().account("111122223333").region("eu-west-1").build())
                .build();
        Stack data = new Stack(app, "data", inIreland);
        Table audit = table(data, "Table");
        CfnOutput.Builder.create(data, "AuditName").value(audit.getTableName()).exportName("audit-table").build();
        StringParameter.Builder.create(data, "Limit").parameterName("/chat/limit").stringValue("5").build();

        Stack chat = new Stack(app, "chat", inIreland);
        chat.addStackDependency(data);
        Table rooms = table(chat, "Table");
        Queue letters = Queue.Builder.create(chat, "Letters").build();
        Nested nested = new Nested(chat, letters, rooms);
        Function variables = Function.Builder.create(chat, "Variables")
                .handler(TestHandlers.Variables.class.getName())
                .code(Code.fromAsset("target/test-classes"))
                .runtime(Runtime.JAVA_17)
                .timeout(Duration.seconds(300))
                .reservedConcurrentExecutions(5)
                .environment(Map.of(
                        "ROOMS", rooms.getTableName(),
                        "AUDIT", Fn.importValue("audit-table"),
                        "AUDIT_ARN", audit.getTableArn(),
                        "NESTED", nested.table.getTableName(),
                        "QUEUE_URL", letters.getQueueUrl(),
                        "BUCKET", Bucket.Builder.create(chat, "Files").build().getBucketName(),
                        "SECRET", Secret.Builder.create(chat, "Key").build().secretValueFromJson("key").unsafeUnwrap(),
                        "LIMIT", StringParameter.valueForStringParameter(chat, "/chat/limit"),
                        "ELSEWHERE", StringParameter.valueForStringParameter(chat, "/elsewhere")))
                .build();
        WebSocketApi api = WebSocketApi.Builder.create(chat, "Api")
                .routeSelectionExpression("$request.body.action")
                .build();
        WebSocketStage.Builder.create(chat, "Stage").webSocketApi(api).stageName("dev").autoDeploy(true).build();
        api.addRoute("variables", route(variables));
        api.addRoute("nested", route(nested.function));
        api.addRoute("node", route(Function.Builder.create(chat, "Node")
                .handler("index.handler")
                .code(Code.fromInline("exports.handler = async () => ({ statusCode: 200 });"))
                .runtime(Runtime.NODEJS_22_X)
                .build()));
        api.addRoute("mock", WebSocketRouteOptions.builder()
                .integration(new WebSocketMockIntegration("Mock"))
                .returnResponse(true)
                .build());

        table(new Stack(new Stage(app, "Archive"), "old", inIreland), "Archived");
        return app;
    }

    /** A nested stack with a table and a function, which gets the parent's queue and table as parameters. */
    private static final class Nested extends NestedStack {
        private final Table table;
        private final Function function;

        Nested(Construct scope, Queue letters, ITable rooms) {
            super(scope, "Nested");
            table = table(this, "Details");
            function = Function.Builder.create(this, "Function")
                    .handler(TestHandlers.Variables.class.getName())
                    .code(Code.fromAsset("target/test-classes"))
                    .runtime(Runtime.JAVA_17)
                    .timeout(Duration.seconds(300))
                    .environment(Map.of("QUEUE_ARN", letters.getQueueArn(), "ROOMS", rooms.getTableName()))
                    .build();
        }
    }

    private static Table table(Construct scope, String id) {
        return Table.Builder.create(scope, id)
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .build();
    }

    private static WebSocketRouteOptions route(Function function) {
        return WebSocketRouteOptions.builder()
                .integration(new WebSocketLambdaIntegration(function.getNode().getId(), function))
                .returnResponse(true)
                .build();
    }
}
