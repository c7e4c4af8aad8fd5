package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;

class WebSocketStackTest {

    /** Route keys, and the handler of each. */
    private static final List<String> ROUTES =
            List.of("$connect, ConnectHandler", "$disconnect, DisconnectHandler", "sendmessage, SendMessageHandler");

    private static Stack stack;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        stack = stack(WebSocketApp.create(AppProps.builder().build()));
        template = Template.fromStack(stack);
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

    @ParameterizedTest
    @CsvSource({"test, Delete", "prod, Retain"})
    void theTableGoesWithItsStackExceptInProd(String stage, String deletionPolicy) {
        Template.fromStack(stack(app(stage))).hasResource("AWS::DynamoDB::Table", Map.of(
                "DeletionPolicy", deletionPolicy, "UpdateReplacePolicy", deletionPolicy));
    }

    @ParameterizedTest
    @FieldSource("ROUTES")
    void aRouteInvokesItsHandler(String route) {
        String routeKey = route.split(", ")[0];
        String handler = route.split(", ")[1];
        String integration = onlyId("AWS::ApiGatewayV2::Integration", Map.of(
                "IntegrationType", "AWS_PROXY",
                "IntegrationUri", join(Match.arrayWith(List.of(getArn(functionId(handler)))))));

        template.hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of(
                "RouteKey", routeKey,
                "Target", join(List.of("integrations/", Map.of("Ref", integration)))));
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
    void everyFunctionRunsOnTheSameRuntimeAndKnowsTheTable() {
        template.allResourcesProperties("AWS::Lambda::Function", Map.of(
                "Runtime", "java25",
                "Architectures", List.of("arm64"),
                "MemorySize", 1769,
                "Timeout", 29,
                "Environment", Map.of("Variables", Map.of("TABLE_NAME", Map.of("Ref", tableId())))));
    }

    @Test
    void everyFunctionHasALogGroupThatKeepsAMonth() {
        template.resourceCountIs("AWS::Logs::LogGroup", ROUTES.size());
        template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("RetentionInDays", 30));
    }

    @Test
    void onlySendMessageKnowsTheCallbackUrl() {
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of(
                "Environment", Map.of("Variables", Map.of("CALLBACK_URL", Match.anyValue()))), 1);
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Handler", Match.stringLikeRegexp("SendMessageHandler$"),
                "Environment", Map.of("Variables", Map.of("CALLBACK_URL", join(List.of(
                        "https://", apiId(), ".execute-api.${region}.", Map.of("Ref", "AWS::URLSuffix"),
                        "/${stage}"))))));
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, 8000", "mx-central-1, 2000"})
    void aBroadcastLeavesPartOfTheRegionsQuotaToTheClients(String region, String postsPerSecond) {
        Template.fromStack(stackIn(region, "test")).hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Environment", Map.of("Variables", Map.of("POSTS_PER_SECOND", postsPerSecond))));
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
    void sendMessageMayOnlyReadAndDeleteRowsAndPostToTheConnectionsOfItsStage() {
        mayOnly("SendMessageHandler",
                onTheTable(List.of("dynamodb:Scan", "dynamodb:DeleteItem")),
                allow("execute-api:ManageConnections", join(List.of(
                        "arn:", Map.of("Ref", "AWS::Partition"), ":execute-api:${region}:",
                        Map.of("Ref", "AWS::AccountId"), ":", apiId(), "/${stage}/POST/@connections/*"))));
    }

    @Test
    void theStageIsDeployedAutomaticallyAndItsUrlIsTheOutput() {
        template.hasResourceProperties("AWS::ApiGatewayV2::Stage", Map.of(
                "StageName", "${stage}", "AutoDeploy", true));
        template.hasOutput("ApiEndpoint", Map.of("Value", join(List.of(
                "wss://", apiId(), ".execute-api.${region}.", Map.of("Ref", "AWS::URLSuffix"),
                "/${stage}"))));
    }

    @Test
    void anotherStageIsAnotherStack() {
        Stack prod = stack(app("prod"));

        assertThat(prod.getStackName()).isEqualTo("prod-${appName}");
        Template.fromStack(prod).hasResourceProperties("AWS::ApiGatewayV2::Stage", Map.of("StageName", "prod"));
    }

    @Test
    void inProdEveryRouteInvokesAVersionThatStartsFromASnapshot() {
        Template prod = Template.fromStack(stackIn("eu-west-1", "prod"));

        prod.allResourcesProperties("AWS::Lambda::Function", Map.of(
                "SnapStart", Map.of("ApplyOn", "PublishedVersions")));
        prod.resourceCountIs("AWS::Lambda::Version", ROUTES.size());
        for (String alias : prod.findResources("AWS::Lambda::Alias").keySet()) {
            prod.hasResourceProperties("AWS::ApiGatewayV2::Integration", Map.of(
                    "IntegrationUri", join(Match.arrayWith(List.of(Map.of("Ref", alias))))));
        }
        prod.resourceCountIs("AWS::Lambda::Alias", ROUTES.size());
    }

    @Test
    void whereThereIsNoSnapStartProdDoesWithoutIt() {
        Template.fromStack(stackIn("us-gov-west-1", "prod")).resourceCountIs("AWS::Lambda::Version", 0);
    }

    @Test
    void elsewhereNoVersionIsPublishedSoThatDeployingIsQuick() {
        template.resourceCountIs("AWS::Lambda::Version", 0);
        template.allResourcesProperties("AWS::Lambda::Function", Map.of("SnapStart", Match.absent()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "my_stage", "-prod", "prod-", "1st", "a-stage-that-is-too-long"})
    void aBadStageIsRefusedByNameWithWhatIsAllowed(String stage) {
        assertThatThrownBy(() -> app(stage))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + stage + "'")
                .hasMessageContaining("Allowed: a lower-case letter")
                .hasMessageContaining("Example: prod");
    }

    private static App app(String stage) {
        return WebSocketApp.create(AppProps.builder().context(Map.of("stage", stage)).build());
    }

    private static Stack stackIn(String region, String stage) {
        return new WebSocketStack(new App(), stage, stage, StackProps.builder()
                .env(Environment.builder().region(region).build()).build());
    }

    private static Stack stack(App app) {
        return app.getNode().getChildren().stream().filter(Stack.class::isInstance).map(Stack.class::cast)
                .findFirst().orElseThrow();
    }

    private static void mayOnly(String handler, Matcher... statements) {
        Map<String, Object> role = Map.of("Ref", roleId(handler));
        template.resourcePropertiesCountIs("AWS::IAM::Policy", Map.of("Roles", List.of(role)), 1);
        template.hasResourceProperties("AWS::IAM::Policy", Map.of(
                "Roles", List.of(role), "PolicyDocument", Map.of("Statement", List.of((Object[]) statements))));
        template.allResourcesProperties("AWS::IAM::Role", Map.of("ManagedPolicyArns", List.of(join(List.of(
                "arn:", Map.of("Ref", "AWS::Partition"),
                ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")))));
    }

    private static Matcher onTheTable(Object actions) {
        return allow(actions, List.of(getArn(tableId())));
    }

    private static Matcher allow(Object actions, Object resource) {
        return Match.objectEquals(Map.of("Effect", "Allow", "Action", actions, "Resource", resource));
    }

    @SuppressWarnings("unchecked")
    private static String roleId(String handler) {
        Map<String, Object> function = template.findResources("AWS::Lambda::Function").get(functionId(handler));
        Map<String, Object> properties = (Map<String, Object>) function.get("Properties");
        return ((Map<String, List<String>>) properties.get("Role")).get("Fn::GetAtt").get(0);
    }

    private static String functionId(String handler) {
        return onlyId("AWS::Lambda::Function", Map.of("Handler", Match.stringLikeRegexp("\\." + handler + "$")));
    }

    private static String tableId() {
        return onlyId("AWS::DynamoDB::Table", Map.of());
    }

    private static Map<String, Object> apiId() {
        return Map.of("Ref", onlyId("AWS::ApiGatewayV2::Api", Map.of()));
    }

    private static String onlyId(String type, Map<String, Object> properties) {
        Map<String, ?> resources = template.findResources(type, Map.of("Properties", properties));
        assertThat(resources).hasSize(1);
        return resources.keySet().iterator().next();
    }

    private static Map<String, Object> getArn(String logicalId) {
        return Map.of("Fn::GetAtt", List.of(logicalId, "Arn"));
    }

    private static Map<String, Object> join(Object parts) {
        return Map.of("Fn::Join", List.of("", parts));
    }
}
