package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static ${package}.infrastructure.Stacks.at;
import static ${package}.infrastructure.Stacks.onlyId;
import static ${package}.infrastructure.Stacks.ref;

import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** The stage prod with all that a stage can have. */
class EverythingOnTest {
    private static Stack stack;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        StageSettings settings = Stacks.settings("prod", "eu-west-1");
        settings.allowedOrigins = List.of("https://chat.example.com", "http://localhost:3000");
        settings.accessLogs = true;
        settings.accountLogRole = true;
        settings.domainName = "chat.example.com";
        settings.certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/1";
        settings.alarmEmails = List.of("ops@example.com");
        stack = Stacks.of(settings);
        template = Template.fromStack(stack);
    }

    @Test
    void nothingIsFoundThatHasNoReasonBesideIt() {
        assertThat(Stacks.findings(stack)).noneMatch(finding -> finding.contains("AwsSolutions"));
    }

    @Test
    void connectKnowsTheAllowedOrigins() {
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Handler", Match.stringLikeRegexp("ConnectHandler$"), "Environment", Map.of("Variables", Map.of(
                        "ALLOWED_ORIGINS", "https://chat.example.com http://localhost:3000"))));
    }

    @Test
    void accessLogsAreJsonWithoutTheQueryStringWhereTokensAre() {
        String format = at(template.findResources("AWS::ApiGatewayV2::Stage").values().iterator().next(),
                "Properties", "AccessLogSettings", "Format");

        assertThat(JsonParser.parseString(format).getAsJsonObject().keySet()).contains("status", "connectionId");
        assertThat(format).doesNotContainIgnoringCase("query").doesNotContain("$context.path");
    }

    @Test
    void theStageWaitsForTheAccountsRoleWhichStays() {
        template.hasResource("AWS::ApiGatewayV2::Stage", Map.of("DependsOn", Match.arrayWith(
                List.of(template.findResources("AWS::ApiGateway::Account").keySet().iterator().next()))));
        template.hasResource("AWS::ApiGateway::Account", Map.of("DeletionPolicy", "RetainExceptOnCreate"));
        template.hasResource("AWS::IAM::Role", Map.of("DeletionPolicy", "RetainExceptOnCreate", "Properties",
                Map.of("AssumeRolePolicyDocument", Match.objectLike(Map.of("Statement", List.of(Match.objectLike(
                        Map.of("Principal", Map.of("Service", "apigateway.amazonaws.com")))))))));
    }

    @Test
    void clientsConnectToTheDomainAndFunctionsPostToTheApiItself() {
        template.hasResourceProperties("AWS::ApiGatewayV2::DomainName", Map.of("DomainName", "chat.example.com"));
        template.hasResourceProperties("AWS::ApiGatewayV2::ApiMapping", Map.of(
                "DomainName", ref(onlyId(template, "AWS::ApiGatewayV2::DomainName", Map.of())), "Stage", "prod"));
        template.hasOutput("ApiEndpoint", Map.of("Value", Map.of("Fn::Join", List.of("", List.of(
                "wss://", ref(onlyId(template, "AWS::ApiGatewayV2::DomainName", Map.of())))))));
        template.hasOutput("DomainTarget", Map.of());
        template.hasResourceProperties("AWS::Lambda::Function", Map.of("Environment", Map.of("Variables", Map.of(
                "CALLBACK_URL", Map.of("Fn::Join", List.of("", Match.arrayWith(
                        List.of(Match.stringLikeRegexp("execute-api.eu-west-1")))))))));
    }

    @Test
    void theAlarmsGoToTheAddress() {
        template.hasResourceProperties("AWS::SNS::Subscription", Map.of(
                "Protocol", "email", "Endpoint", "ops@example.com"));
    }
}
