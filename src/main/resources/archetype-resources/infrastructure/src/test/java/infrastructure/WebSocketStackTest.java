package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ${package}.infrastructure.Stacks.at;
import static ${package}.infrastructure.Stacks.functionId;
import static ${package}.infrastructure.Stacks.getArn;
import static ${package}.infrastructure.Stacks.join;
import static ${package}.infrastructure.Stacks.onlyId;
import static ${package}.infrastructure.Stacks.ref;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;

/** The stack of the stage that is deployed by default; {@link ProdTest} has what prod adds. */
class WebSocketStackTest {
    /** Route keys, and the handler of each. */
    private static final List<String> ROUTES = List.of(
            "$connect, ConnectHandler",
            "$disconnect, DisconnectHandler",
            "sendmessage, SendMessageHandler");

    private static Stack stack;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        stack = Stacks.ofTheApp(Map.of());
        template = Template.fromStack(stack);
    }

    @Test
    void nothingIsFoundThatHasNoReasonBesideIt() {
        assertThat(Stacks.findings(stack)).isEmpty();
    }

    @Test
    void theStackIsNamedAfterItsStageAndTheAppAndGoesToTheRegion() {
        assertThat(stack.getStackName()).isEqualTo("${stage}-${appName}");
        assertThat(stack.getRegion()).isEqualTo("${region}");
    }

    @Test
    void theTableHasTheConnectionIdAsItsKeyAndClearsExpiredRows() {
        template.resourceCountIs("AWS::DynamoDB::Table", 1);
        template.hasResourceProperties("AWS::DynamoDB::Table", Map.of(
                "KeySchema", List.of(Map.of("AttributeName", "id", "KeyType", "HASH")),
                "AttributeDefinitions", List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "BillingMode", "PAY_PER_REQUEST",
                "TimeToLiveSpecification", Map.of("AttributeName", "expiresAt", "Enabled", true)));
    }

    @Test
    void everythingGoesWithTheStack() {
        template.allResources("AWS::DynamoDB::Table", Map.of("DeletionPolicy", "Delete"));
        template.allResources("AWS::Logs::LogGroup", Map.of("DeletionPolicy", "Delete"));
        assertThat(stack.getTerminationProtection()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void aRouteInvokesItsHandler(String route) {
        String routeKey = route.split(", ")[0];
        String handler = route.split(", ")[1];
        String integration = onlyId(template, "AWS::ApiGatewayV2::Integration", Map.of(
                "IntegrationType", "AWS_PROXY",
                "IntegrationUri", join(Match.arrayWith(List.of(getArn(functionId(template, handler)))))));

        template.hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of(
                "RouteKey", routeKey,
                "Target", join(List.of("integrations/", ref(integration)))));
    }

    @Test
    void thereIsNoOtherRoute() {
        template.resourceCountIs("AWS::ApiGatewayV2::Route", ROUTES.size());
    }

    @Test
    void theRouteIsSelectedByTheMessagesAction() {
        template.hasResourceProperties("AWS::ApiGatewayV2::Api", Map.of(
                "ProtocolType", "WEBSOCKET", "RouteSelectionExpression", "$request.body.action"));
    }

    @Test
    void pagesOfEveryOriginMayConnect() {
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Handler", Match.stringLikeRegexp("ConnectHandler$"),
                "Environment", Map.of("Variables", Map.of("ALLOWED_ORIGINS", "*"))));
    }

    @Test
    void theStageIsThrottled() {
        template.hasResourceProperties("AWS::ApiGatewayV2::Stage", Map.of("DefaultRouteSettings", Map.of(
                "ThrottlingRateLimit", 100, "ThrottlingBurstLimit", 200)));
    }

    @Test
    void everyFunctionRunsOnTheSameRuntimeAndCompilerAndKnowsTheTable() {
        template.allResourcesProperties("AWS::Lambda::Function", Map.of(
                "Runtime", "java25",
                "Architectures", List.of("arm64"),
                "MemorySize", 1769,
                "Environment", Map.of("Variables", Map.of(
                        "TABLE_NAME", ref(tableId()),
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Dsun.net.inetaddr.ttl=0"))));
    }

    @Test
    void everyFunctionHasALogGroupThatKeepsAWeek() {
        template.resourceCountIs("AWS::Logs::LogGroup", template.findResources("AWS::Lambda::Function").size());
        template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 7));
    }

    @ParameterizedTest
    @CsvSource({"SendMessageHandler, 29", "PublishHandler, 900"})
    void whatBroadcastsKnowsTheCallbackUrlAndTheStageThatItsMetricsAreOf(String handler, int seconds) {
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of(
                "Environment", Map.of("Variables", Map.of("CALLBACK_URL", Match.anyValue()))), 2);
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Handler", Match.stringLikeRegexp("\\." + handler + "$"),
                "Timeout", seconds,
                "Environment", Map.of("Variables", Map.of(
                        "CALLBACK_URL", join(List.of(
                                "https://", apiId(), ".execute-api.${region}.", ref("AWS::URLSuffix"),
                                "/${stage}")),
                        "POSTS_PER_SECOND", Match.anyValue(),
                        "STAGE", "${stage}",
                        "METRICS_NAMESPACE", "${appName}"))));
    }

    @Test
    void whatPublishFailsToDoIsNotDoneTwiceButQueued() {
        String queue = template.findResources("AWS::SQS::Queue").keySet().iterator().next();
        template.hasResourceProperties("AWS::Lambda::EventInvokeConfig", Map.of(
                "FunctionName", ref(functionId(template, "PublishHandler")),
                "MaximumRetryAttempts", 0,
                "DestinationConfig", Map.of("OnFailure", Map.of("Destination", getArn(queue)))));
    }

    @Test
    void sendMessageAndPublishItselfMayInvokePublish() {
        String publish = functionId(template, "PublishHandler");
        template.hasResourceProperties("AWS::IAM::Policy", Map.of(
                "PolicyDocument", Map.of("Statement", List.of(allow("lambda:InvokeFunction", getArn(publish)))),
                "Roles", List.of(ref(roleId("SendMessageHandler")), ref(roleId("PublishHandler")))));
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Environment", Map.of("Variables", Map.of("PUBLISH_FUNCTION", ref(publish)))));
        template.hasOutput("PublishFunction", Map.of("Value", ref(publish)));
    }

    @Test
    void connectMayOnlyPutRows() {
        mayOnly("ConnectHandler", onTheTable("dynamodb:PutItem"));
    }

    @Test
    void disconnectMayOnlyDeleteRows() {
        mayOnly("DisconnectHandler", onTheTable("dynamodb:DeleteItem"));
    }

    @Test
    void whatBroadcastsMayOnlyReadAndDeleteRowsAndPostToTheConnectionsOfItsStage() {
        Matcher rows = onTheTable(List.of("dynamodb:DeleteItem", "dynamodb:Scan"));
        Matcher post = allow("execute-api:ManageConnections", join(Match.arrayWith(List.of(
                apiId(), "/${stage}/POST/@connections/*"))));
        Matcher keepWhatFailed = allow(List.of("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"),
                getArn(template.findResources("AWS::SQS::Queue").keySet().iterator().next()));

        mayOnly("SendMessageHandler", rows, post);
        mayOnly("PublishHandler", keepWhatFailed, rows, post);
    }

    @Test
    void theStageIsDeployedAutomaticallyAndItsUrlIsTheOutput() {
        template.hasResourceProperties("AWS::ApiGatewayV2::Stage", Map.of(
                "StageName", "${stage}", "AutoDeploy", true));
        template.hasOutput("ApiEndpoint", Map.of("Value", join(List.of(
                "wss://", apiId(), ".execute-api.${region}.", ref("AWS::URLSuffix"), "/${stage}"))));
    }

    @Test
    void noVersionIsPublishedSoThatDeployingIsQuick() {
        template.resourceCountIs("AWS::Lambda::Version", 0);
        template.allResourcesProperties("AWS::Lambda::Function", Map.of("SnapStart", Match.absent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "my_stage", "-prod", "prod-", "1st", "a-stage-that-is-too-long"})
    void aBadStageIsRefusedByNameWithWhatIsAllowed(String stage) {
        assertThatThrownBy(() -> Stacks.ofTheApp(Map.of("stage", stage)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + stage + "'")
                .hasMessageContaining("Allowed: a lower-case letter")
                .hasMessageContaining("Example: prod");
    }

    /** All that a handler's role has of its own, beside the right to write its own log. */
    private static void mayOnly(String handler, Matcher... statements) {
        Map<String, Object> function = function(handler);
        Object role = ref(roleId(handler));
        String logGroup = at(function, "Properties", "LoggingConfig", "LogGroup", "Ref");
        List<Object> all = new ArrayList<>(List.of(statements));
        all.add(0, allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), getArn(logGroup)));

        template.resourcePropertiesCountIs("AWS::IAM::Policy", Map.of("Roles", List.of(role)), 1);
        template.hasResourceProperties("AWS::IAM::Policy", Map.of("Roles", List.of(role),
                "PolicyDocument", Map.of("Statement", all)));
        template.allResourcesProperties("AWS::IAM::Role", Map.of("ManagedPolicyArns", Match.absent()));
    }

    private static Map<String, Object> function(String handler) {
        return template.findResources("AWS::Lambda::Function").get(functionId(template, handler));
    }

    private static String roleId(String handler) {
        return at(function(handler), "Properties", "Role", "Fn::GetAtt", 0);
    }

    private static Matcher onTheTable(Object actions) {
        return allow(actions, getArn(tableId()));
    }

    private static Matcher allow(Object actions, Object resource) {
        return Match.objectEquals(Map.of("Effect", "Allow", "Action", actions, "Resource", resource));
    }

    private static String tableId() {
        return onlyId(template, "AWS::DynamoDB::Table", Map.of());
    }

    private static Map<String, Object> apiId() {
        return ref(onlyId(template, "AWS::ApiGatewayV2::Api", Map.of()));
    }
}
