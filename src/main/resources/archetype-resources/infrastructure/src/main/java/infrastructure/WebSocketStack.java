package ${package}.infrastructure;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.FileSystem;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
#if( $auth == 'jwt' )
import software.amazon.awscdk.aws_apigatewayv2_authorizers.WebSocketLambdaAuthorizer;
#end
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.apigatewayv2.ApiMapping;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.apigatewayv2.WebSocketApi;
import software.amazon.awscdk.services.apigatewayv2.WebSocketRouteOptions;
import software.amazon.awscdk.services.apigatewayv2.WebSocketStage;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.destinations.SqsDestination;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.assets.AssetOptions;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.IConstruct;
import ${package}.functions.ConnectHandler;
import ${package}.functions.DisconnectHandler;
#if( $auth == 'jwt' )
import ${package}.functions.JwtAuthorizer;
#end
import ${package}.functions.PublishHandler;
import ${package}.functions.SendMessageHandler;

/** The WebSocket API: its routes, a function each, and the table of open connections. */
public final class WebSocketStack extends Stack {
    /** What is logged of each connect, message and disconnect: no query string, since tokens are there. */
    private static final String ACCESS_LOG = """
            {"requestId":"$context.requestId","requestTime":"$context.requestTime","eventType":"$context.eventType",\
            "routeKey":"$context.routeKey","status":"$context.status","connectionId":"$context.connectionId",\
            "sourceIp":"$context.identity.sourceIp","userAgent":"$context.identity.userAgent",\
            "principalId":"$context.authorizer.principalId","authorizerError":"$context.authorizer.error",\
            "integrationLatency":"$context.integrationLatency","errorMessage":"$context.error.message",\
            "integrationErrorMessage":"$context.integrationErrorMessage"}""";

    private final StageSettings settings;
    private final Table connections;
    private final WebSocketApi api;

    WebSocketStack(App app, StageSettings settings) {
        super(app, settings.name + "-" + WebSocketApp.APP_NAME, StackProps.builder()
                .env(Environment.builder().region(settings.region).build())
                .description("WebSocket API " + WebSocketApp.APP_NAME + ", stage " + settings.name)
                .tags(Map.of("app", WebSocketApp.APP_NAME, "stage", settings.name))
                .terminationProtection(settings.terminationProtection).build());
        settings.validate();
        this.settings = settings;
        connections = Table.Builder.create(this, "Connections").removalPolicy(RemovalPolicy.DESTROY)
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .timeToLiveAttribute("expiresAt").billingMode(BillingMode.PAY_PER_REQUEST).build();
        except(connections, "DDB3", "A row means nothing without the connection that API Gateway holds.");

        Function connect = function("Connect", ConnectHandler.class).build();
        connect.addEnvironment("ALLOWED_ORIGINS", String.join(" ", settings.allowedOrigins));
        connections.grant(connect, "dynamodb:PutItem");
        Function disconnect = function("Disconnect", DisconnectHandler.class).build();
        connections.grant(disconnect, "dynamodb:DeleteItem");
        Function sendMessage = function("SendMessage", SendMessageHandler.class).build();

        api = WebSocketApi.Builder.create(this, "Api")
                .apiName(getStackName()).routeSelectionExpression("$request.body.action").build();
#if( $auth == 'jwt' )
        Function authorizer = function("Authorizer", JwtAuthorizer.class).build();
        authorizer.addEnvironment("ISSUER", settings.issuer);
        authorizer.addEnvironment("AUDIENCE", settings.audience);
        api.addRoute("$connect", to(connect)
                .authorizer(WebSocketLambdaAuthorizer.Builder
                        .create("Authorizer", settings.snapStart ? authorizer.addAlias("live") : authorizer)
                        // With one listed, API Gateway refuses a token that is elsewhere.
                        .identitySource(List.of())
                        .build())
                .build());
#else
        except(api.addRoute("$connect", to(connect).build()), "APIG4", "Everybody may connect.");
        if (settings.name.equals("prod")) {
            Annotations.of(this).addWarningV2("everybodyMayConnect", "Everybody may connect to the stage prod.");
        }
#end
        addRoute("$disconnect", to(disconnect));
        addRoute("sendmessage", to(sendMessage));

        WebSocketStage stage = WebSocketStage.Builder.create(this, "Stage").webSocketApi(api)
                .stageName(settings.name).autoDeploy(true).throttle(ThrottleSettings.builder()
                        .rateLimit(settings.requestsPerSecond).burstLimit(settings.burst).build()).build();
        logRequests(stage);
        String endpoint = stage.getUrl();
        if (!settings.domainName.isEmpty()) {
            DomainName domain = DomainName.Builder.create(this, "Domain").domainName(settings.domainName)
                    .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.certificateArn)).build();
            ApiMapping.Builder.create(this, "DomainMapping").api(api).stage(stage).domainName(domain).build();
            CfnOutput.Builder.create(this, "DomainTarget").value(domain.getRegionalDomainName()).build();
            endpoint = "wss://" + domain.getName();
        }
        CfnOutput.Builder.create(this, "ApiEndpoint").value(endpoint).build();

        Queue notPublished = Queue.Builder.create(this, "NotPublished").enforceSsl(true).build();
        except(notPublished, "SQS3", "It is a dead-letter queue itself.");
        // What has no time left invokes Publish. It is not tried again: connections would get the message twice.
        Function publish = function("Publish", PublishHandler.class).timeout(Duration.minutes(15)).snapStart(null)
                .retryAttempts(0).maxEventAge(Duration.minutes(15)).onFailure(new SqsDestination(notPublished)).build();
        CfnOutput.Builder.create(this, "PublishFunction").value(publish.getFunctionName()).build();
        sendMessage.addEnvironment("PUBLISH_FUNCTION", publish.getFunctionName());
        for (Function function : List.of(sendMessage, publish)) {
            connections.grant(function, "dynamodb:Scan", "dynamodb:DeleteItem");
            function.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
            function.addEnvironment("POSTS_PER_SECOND", String.valueOf(settings.postsPerSecond));
            function.addToRolePolicy(PolicyStatement.Builder.create().actions(List.of("execute-api:ManageConnections"))
                    .resources(List.of(api.arnForExecuteApiV2("POST/@connections/*", settings.name))).build());
            except(function.getRole().getNode().findChild("DefaultPolicy"), "IAM5", "Every connection is written to.");
        }
        // A policy of its own: in that of the role, Publish and the policy would wait for each other.
        Policy.Builder.create(this, "InvokePublish").roles(List.of(sendMessage.getRole(), publish.getRole()))
                .statements(List.of(PolicyStatement.Builder.create().actions(List.of("lambda:InvokeFunction"))
                        .resources(List.of(publish.getFunctionArn())).build())).build();

        if (settings.alarms) {
            new Monitoring(this, settings.alarmEmails, stage, connections, notPublished);
        }
        // addAlias publishes a version of each function that starts from a snapshot.
        Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
    }

    private Function.Builder function(String id, Class<?> handler) {
        LogGroup logGroup = logGroup(id);
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com")).build();
        logGroup.grantWrite(role);
        return Function.Builder.create(this, id).handler(handler.getName()).code(code("functions"))
                .runtime(Runtime.JAVA_25).architecture(Architecture.ARM_64).memorySize(1769)
                .timeout(Duration.seconds(29)).role(role).logGroup(logGroup)
                .snapStart(settings.snapStart ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
                .environment(Map.of("TABLE_NAME", connections.getTableName(),
                        "METRICS_NAMESPACE", WebSocketApp.APP_NAME, "STAGE", settings.name,
                        // C1 only, also with SnapStart; and no address is kept that was looked up before the snapshot.
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=0"));
    }

    /** Its hash is that of the sources: another JDK builds another jar of them, which is no reason to deploy it. */
    static Code code(String functions) {
        String sources = FileSystem.fingerprint(functions + "/src/main")
                + FileSystem.fingerprint(functions + "/pom.xml") + FileSystem.fingerprint(functions + "/../pom.xml");
        return Code.fromAsset(functions + "/target/functions.jar", AssetOptions.builder().assetHash(sources).build());
    }

    private LogGroup logGroup(String id) {
        return LogGroup.Builder.create(this, id + "Logs").retention(settings.logRetention)
                .removalPolicy(settings.keepLogs ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY)
                .build();
    }

    private void addRoute(String routeKey, WebSocketRouteOptions.Builder options) {
        except(api.addRoute(routeKey, options.build()), "APIG4", "API Gateway authorizes at $connect, for all routes.");
    }

    private WebSocketRouteOptions.Builder to(Function function) {
        return WebSocketRouteOptions.builder().integration(new WebSocketLambdaIntegration(
                function.getNode().getId() + "Integration", settings.snapStart ? function.addAlias("live") : function));
    }

    private void logRequests(WebSocketStage stage) {
        if (settings.accessLogs) {
            ((CfnStage) stage.getNode().getDefaultChild()).setAccessLogSettings(
                    CfnStage.AccessLogSettingsProperty.builder()
                            .destinationArn(logGroup("Access").getLogGroupArn()).format(ACCESS_LOG).build());
        } else {
            except(stage, "APIG1", "This stage has no access logs, which need a role of the whole account.");
        }
        if (settings.accountLogRole) {
            // API Gateway writes the logs of all APIs of the account in this region with it; it stays.
            Role role = Role.Builder.create(this, "AccountLogRole")
                    .assumedBy(new ServicePrincipal("apigateway.amazonaws.com")).build();
            role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(
                    "service-role/AmazonAPIGatewayPushToCloudWatchLogs"));
            except(role, "IAM4", "What AWS made for this role, whose log groups nobody knows in advance.");
            role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
            CfnAccount account = CfnAccount.Builder.create(this, "Account")
                    .cloudWatchRoleArn(role.getRoleArn()).build();
            account.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
            stage.getNode().addDependency(account);
        }
    }

    /** Why a rule of cdk-nag, which the tests apply, does not hold here. */
    private static void except(IConstruct construct, String rule, String reason) {
        ((CfnResource) construct.getNode().getDefaultChild()).addMetadata("cdk_nag", Map.of("rules_to_suppress",
                List.of(Map.of("id", "AwsSolutions-" + rule, "reason", reason))));
    }
}
