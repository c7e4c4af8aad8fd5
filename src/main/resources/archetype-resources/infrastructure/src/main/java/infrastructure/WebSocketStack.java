package ${package}.infrastructure;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.AssetHashType;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.FileSystem;
import software.amazon.awscdk.FingerprintOptions;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
#if( $auth == 'jwt' )
import software.amazon.awscdk.aws_apigatewayv2_authorizers.WebSocketLambdaAuthorizer;
#end
import software.amazon.awscdk.aws_apigatewayv2_integrations.WebSocketLambdaIntegration;
import software.amazon.awscdk.services.apigatewayv2.DomainMappingOptions;
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
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
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

    private static final Path FUNCTIONS_JAR = Path.of("functions/target/functions.jar");
    /** No optimizing compiler, also where a function starts from a snapshot; and no address that is in the snapshot. */
    private static final String JAVA_TOOL_OPTIONS = "-XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=0";

    private final StageSettings settings;
    private final Code code;
    private final Table connections;
    private final WebSocketApi api;

    WebSocketStack(App app, StageSettings settings) {
        super(app, settings.name + "-" + WebSocketApp.APP_NAME, StackProps.builder()
                .env(Environment.builder()
                        .account(System.getenv("CDK_DEFAULT_ACCOUNT")).region(settings.region).build())
                .description("WebSocket API " + WebSocketApp.APP_NAME + ", stage " + settings.name)
                .terminationProtection(settings.terminationProtection)
                .tags(Map.of("app", WebSocketApp.APP_NAME, "stage", settings.name))
                .build());
        settings.validate();
        this.settings = settings;
        code = code();
        connections = Table.Builder.create(this, "Connections")
                .partitionKey(Attribute.builder().name("id").type(AttributeType.STRING).build())
                .timeToLiveAttribute("expiresAt")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        except(connections, "DDB3", "A row means nothing without the connection that API Gateway holds.");

        Function connect = function("Connect", ConnectHandler.class);
        connections.grant(connect, "dynamodb:PutItem");
        if (!settings.allowedOrigins.isEmpty()) {
            connect.addEnvironment("ALLOWED_ORIGINS", String.join(" ", settings.allowedOrigins));
        }
        Function disconnect = function("Disconnect", DisconnectHandler.class);
        connections.grant(disconnect, "dynamodb:DeleteItem");
        Function sendMessage = function("SendMessage", SendMessageHandler.class);
        Function publish = builder("Publish", PublishHandler.class).timeout(Duration.minutes(15)).build();

        api = WebSocketApi.Builder.create(this, "Api")
                .apiName(getStackName())
                .routeSelectionExpression("$request.body.action")
                .build();
#if( $auth == 'jwt' )
        Function authorizer = function("Authorizer", JwtAuthorizer.class);
        authorizer.addEnvironment("ISSUER", settings.issuer);
        authorizer.addEnvironment("AUDIENCE", settings.audience);
        api.addRoute("$connect", to(connect)
                .authorizer(WebSocketLambdaAuthorizer.Builder.create("Authorizer", live(authorizer))
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

        DomainName domain = domain();
        WebSocketStage stage = WebSocketStage.Builder.create(this, "Stage")
                .webSocketApi(api)
                .stageName(settings.name)
                .autoDeploy(true)
                .throttle(ThrottleSettings.builder()
                        .rateLimit(settings.requestsPerSecond).burstLimit(settings.burst).build())
                .accessLogSettings(settings.accessLogs ? new AccessLogs(logGroup("Access")) : null)
                .domainMapping(domain == null ? null : DomainMappingOptions.builder().domainName(domain).build())
                .build();
        if (!settings.accessLogs) {
            except(stage, "APIG1", "This stage has no access logs, which need a role of the whole account.");
        }
        if (settings.accountLogRole) {
            AccessLogs.createAccountRole(stage);
        }

        for (Function function : List.of(sendMessage, publish)) {
            connections.grant(function, "dynamodb:Scan", "dynamodb:DeleteItem");
            function.addEnvironment("CALLBACK_URL", stage.getCallbackUrl());
            function.addEnvironment("POSTS_PER_SECOND", String.valueOf(settings.postsPerSecond));
            function.addToRolePolicy(PolicyStatement.Builder.create()
                    .actions(List.of("execute-api:ManageConnections"))
                    .resources(List.of(formatArn(ArnComponents.builder()
                            .service("execute-api")
                            .resource(api.getApiId())
                            .resourceName(settings.name + "/POST/@connections/*")
                            .build())))
                    .build());
            except(function.getRole().getNode().findChild("DefaultPolicy"), "IAM5", "Every connection is written to.");
        }
        Queue notPublished = handOverTo(publish, sendMessage);
        if (settings.alarms) {
            List<Function> functions = getNode().getChildren().stream()
                    .filter(Function.class::isInstance).map(Function.class::cast).toList();
            new Monitoring(this, settings.alarmEmail, functions, stage, connections, notPublished);
        }

        // The functions have versions where they start from a snapshot: their aliases publish them.
        Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-lambda:snapStartRequirePublish");
        output("ApiEndpoint", domain == null ? stage.getUrl() : "wss://" + domain.getName());
        output("PublishFunction", publish.getFunctionName());
    }

    /** Known by its sources: the jar has other bytes where another JDK built it, which is no reason to deploy it. */
    private static Code code() {
        if (!Files.exists(FUNCTIONS_JAR)) {
            throw new IllegalStateException(FUNCTIONS_JAR + " is missing: build it with mvn package");
        }
        String sources = FileSystem.fingerprint("functions", FingerprintOptions.builder()
                .extraHash(FileSystem.fingerprint("pom.xml"))
                .exclude(List.of("target", "src/test"))
                .ignoreMode(IgnoreMode.GLOB)
                .build());
        return Code.fromAsset(FUNCTIONS_JAR.toString(), AssetOptions.builder()
                .assetHash(sources).assetHashType(AssetHashType.CUSTOM).build());
    }

    private DomainName domain() {
        if (settings.domainName.isEmpty()) {
            return null;
        }
        DomainName domain = DomainName.Builder.create(this, "Domain")
                .domainName(settings.domainName)
                .certificate(Certificate.fromCertificateArn(this, "Certificate", settings.certificateArn))
                .build();
        output("DomainTarget", domain.getRegionalDomainName());
        return domain;
    }

    private void output(String name, String value) {
        CfnOutput.Builder.create(this, name).value(value).build();
    }

    private LogGroup logGroup(String id) {
        return LogGroup.Builder.create(this, id + "Logs")
                .retention(settings.logRetention)
                .removalPolicy(settings.keepLogs ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY)
                .build();
    }

    private <T extends RequestHandler<?, ?>> Function function(String id, Class<T> handler) {
        return builder(id, handler)
                .timeout(Duration.seconds(29))
                .snapStart(settings.snapStart ? SnapStartConf.ON_PUBLISHED_VERSIONS : null)
                .build();
    }

    private Function.Builder builder(String id, Class<?> handler) {
        LogGroup logGroup = logGroup(id);
        Role role = Role.Builder.create(this, id + "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logGroup.grantWrite(role);
        return Function.Builder.create(this, id)
                .handler(handler.getName())
                .code(code)
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .memorySize(1769)
                .environment(Map.of(
                        "TABLE_NAME", connections.getTableName(),
                        "JAVA_TOOL_OPTIONS", JAVA_TOOL_OPTIONS,
                        "METRICS_NAMESPACE", WebSocketApp.APP_NAME,
                        "STAGE", settings.name))
                .role(role)
                .logGroup(logGroup);
    }

    /**
     * What has no time left invokes {@code Publish}, once: else connections would get a message twice. Returns the
     * queue of what failed.
     */
    private Queue handOverTo(Function publish, Function sendMessage) {
        Queue notPublished = Queue.Builder.create(this, "NotPublished").enforceSsl(true).build();
        except(notPublished, "SQS3", "It is a dead-letter queue itself.");
        publish.configureAsyncInvoke(EventInvokeConfigOptions.builder()
                .retryAttempts(0)
                .maxEventAge(Duration.minutes(15))
                .onFailure(new SqsDestination(notPublished))
                .build());
        sendMessage.addEnvironment("PUBLISH_FUNCTION", publish.getFunctionName());
        // Not a part of the role's own policy, which the function would wait for, and it for the function.
        Policy.Builder.create(this, "InvokePublish")
                .roles(List.of(sendMessage.getRole(), publish.getRole()))
                .statements(List.of(PolicyStatement.Builder.create()
                        .actions(List.of("lambda:InvokeFunction"))
                        .resources(List.of(publish.getFunctionArn()))
                        .build()))
                .build();
        return notPublished;
    }

    private void addRoute(String routeKey, WebSocketRouteOptions.Builder options) {
        except(api.addRoute(routeKey, options.build()), "APIG4", "API Gateway authorizes at $connect, for all routes.");
    }

    private WebSocketRouteOptions.Builder to(Function function) {
        return WebSocketRouteOptions.builder().integration(
                new WebSocketLambdaIntegration(function.getNode().getId() + "Integration", live(function)));
    }

    /** What is to be invoked: SnapStart works on published versions only. */
    private IFunction live(Function function) {
        return settings.snapStart ? function.addAlias("live") : function;
    }

    /** Why a rule of cdk-nag, which the tests apply, does not hold here. */
    static void except(IConstruct construct, String rule, String reason) {
        ((CfnResource) construct.getNode().getDefaultChild()).addMetadata("cdk_nag", Map.of("rules_to_suppress",
                List.of(Map.of("id", "AwsSolutions-" + rule, "reason", reason))));
    }
}
