package ${package}.infrastructure;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.WebSocketApi;
import software.amazon.awscdk.services.apigatewayv2.WebSocketRouteOptions;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;
import ${package}.functions.ConnectHandler;
import ${package}.functions.DisconnectHandler;
import ${package}.functions.SendMessageHandler;

/** The WebSocket API: its routes, a function each, and the table of open connections. */
public final class WebSocketStack extends Stack {

    /** The regions where API Gateway allows an account 2,500 requests a second by default; elsewhere 10,000. */
    private static final Set<String> LOW_QUOTA_REGIONS = Set.of("af-south-1", "ap-south-2", "ap-southeast-3",
            "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1",
            "eu-south-2", "il-central-1", "me-central-1", "mx-central-1");
    /** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html */
    private static final String REGIONS_WITHOUT_SNAP_START =
            "(us-gov|us-iso|eu-iso|eusc)[a-z]*-.*|ap-southeast-6|ap-east-2";
    private static final Path FUNCTIONS_JAR = Path.of("functions/target/functions.jar");

    private final boolean snapStart;
    private final RemovalPolicy removalPolicy;
    private final Table connections;

    WebSocketStack(Construct scope, String id, String stageName, StackProps props) {
        super(scope, id, props);
        boolean production = stageName.equals("prod");
        snapStart = production && !getRegion().matches(REGIONS_WITHOUT_SNAP_START);
        removalPolicy = production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
        connections = Table.Builder.create(this, "Connections")
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .timeToLiveAttribute("expiresAt")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(removalPolicy)
                .build();

        Function connect = function("Connect", ConnectHandler.class);
        connections.grant(connect, "dynamodb:PutItem");
        Function disconnect = function("Disconnect", DisconnectHandler.class);
        connections.grant(disconnect, "dynamodb:DeleteItem");
        Function sendMessage = function("SendMessage", SendMessageHandler.class);
        connections.grant(sendMessage, "dynamodb:Scan", "dynamodb:DeleteItem");

        WebSocketApi api = WebSocketApi.Builder.create(this, "Api")
                .apiName(getStackName())
                .routeSelectionExpression("$request.body.action")
                .connectRouteOptions(route("ConnectIntegration", connect).build())
                .disconnectRouteOptions(route("DisconnectIntegration", disconnect).build())
                .build();
        api.addRoute("sendmessage", route("SendMessageIntegration", sendMessage).build());
        WebSocketStage stage = WebSocketStage.Builder.create(this, "Stage")
                .webSocketApi(api)
                .stageName(stageName)
                .autoDeploy(true)
                .build();

        sendMessage.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
        sendMessage.addEnvironment("POSTS_PER_SECOND", String.valueOf(postsPerSecond()));
        sendMessage.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("execute-api:ManageConnections"))
                .resources(List.of(formatArn(ArnComponents.builder()
                        .service("execute-api")
                        .resource(api.getApiId())
                        .resourceName(stageName + "/POST/@connections/*")
                        .build())))
                .build());

        // The functions have versions in prod: their aliases publish them.
        Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        CfnOutput.Builder.create(this, "ApiEndpoint").value(stage.getUrl()).build();
    }

    private <T extends RequestHandler<?, ?>> Function function(String id, Class<T> handler) {
        if (!Files.exists(FUNCTIONS_JAR)) {
            throw new IllegalStateException(FUNCTIONS_JAR + " is missing: build it with mvn package");
        }
        return Function.Builder.create(this, id)
                .handler(handler.getName())
                .code(Code.fromAsset(FUNCTIONS_JAR.toString()))
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .memorySize(1769)
                .timeout(Duration.seconds(29))
                .environment(Map.of("TABLE_NAME", connections.getTableName()))
                .snapStart(snapStart ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
                .logGroup(LogGroup.Builder.create(this, id + "Logs")
                        .retention(RetentionDays.ONE_MONTH)
                        .removalPolicy(removalPolicy)
                        .build())
                .build();
    }

    /**
     * What one broadcast may use of the account's quota; the rest is for the clients' own messages. Two at once may use
     * more than there is: they are throttled then, slow down and try again.
     */
    private int postsPerSecond() {
        return LOW_QUOTA_REGIONS.contains(getRegion()) ? 2_000 : 8_000;
    }

    private WebSocketRouteOptions.Builder route(String id, Function function) {
        // SnapStart works on published versions only, and publishing one takes minutes: in production alone.
        IFunction target = snapStart ? function.addAlias("live") : function;
        return WebSocketRouteOptions.builder().integration(new WebSocketLambdaIntegration(id, target));
    }
}
