package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static ${package}.infrastructure.Stacks.at;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Matcher;
import software.amazon.awscdk.assertions.Template;

/** The stage prod, in a region that has everything. */
class ProdTest {
    private static Stack stack;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        stack = Stacks.of(Stacks.settings("prod", "eu-west-1"));
        template = Template.fromStack(stack);
    }

#if( $auth == 'jwt' )
    @Test
    void nothingIsFoundThatHasNoReasonBesideIt() {
        assertThat(Stacks.findings(stack)).isEmpty();
    }
#else
    @Test
    void nothingIsFoundButThatEverybodyMayConnect() {
        assertThat(Stacks.findings(stack)).singleElement().asString().contains("Everybody may connect");
    }
#end

    @Test
    void itIsAStackOfItsOwnThatIsNotDeletedByMistake() {
        assertThat(stack.getStackName()).isEqualTo("prod-${appName}");
        assertThat(stack.getTerminationProtection()).isTrue();
        assertThat(stack.getTags().tagValues()).containsEntry("stage", "prod")
                .containsEntry("app", "${appName}");
        template.hasResourceProperties("AWS::ApiGatewayV2::Stage", Map.of("StageName", "prod"));
    }

    @Test
    void theLogsStayUnlessTheFirstDeploymentFails() {
        template.allResources("AWS::Logs::LogGroup", Map.of(
                "DeletionPolicy", "RetainExceptOnCreate", "UpdateReplacePolicy", "Retain"));
    }

    @Test
    void theTableGoesWithTheStack() {
        template.allResources("AWS::DynamoDB::Table", Map.of("DeletionPolicy", "Delete"));
    }

    @Test
    void everyRouteInvokesAVersionThatStartsFromASnapshot() {
        Set<String> aliases = template.findResources("AWS::Lambda::Alias").keySet();
        template.resourcePropertiesCountIs("AWS::Lambda::Function", Map.of(
                "SnapStart", Map.of("ApplyOn", "PublishedVersions")), aliases.size());
        template.resourceCountIs("AWS::Lambda::Version", aliases.size());
        for (Map<String, Object> integration : template.findResources("AWS::ApiGatewayV2::Integration").values()) {
            String invoked = at(integration, "Properties", "IntegrationUri", "Fn::Join", 1, 1, "Ref");
            assertThat(aliases).contains(invoked);
        }
    }

    @Test
    void everyFunctionWakesByErrorsThrottlesAndTimeouts() {
        for (String name : names("AWS::Lambda::Function")) {
            assertThat(alarms()).contains(name + "Errors", name + "Throttles", name + "Timeouts");
        }
    }

    @Test
    void theApiWakesByItsErrorsAndAMessageByWhomItDidNotReach() {
        assertThat(alarms()).contains(
                "ExecutionErrors", "IntegrationErrors", "NotReached", "Incomplete", "NotPublished");
        template.hasResourceProperties("AWS::CloudWatch::Alarm", Map.of("Threshold", 1, "Metrics", Match.arrayWith(
                List.of(Match.objectLike(Map.of("Expression", "100 * part / all")),
                        metric("${appName}", "Recipients"),
                        metric("${appName}", "Failed")))));
    }

    @Test
    void everyAlarmGoesToTheTopicAndWaitsForData() {
        String topic = template.findResources("AWS::SNS::Topic").keySet().iterator().next();
        template.allResourcesProperties("AWS::CloudWatch::Alarm", Map.of(
                "AlarmActions", List.of(Stacks.ref(topic)),
                "TreatMissingData", "notBreaching"));
        template.resourceCountIs("AWS::CloudWatch::Dashboard", 1);
        template.resourceCountIs("AWS::SNS::Subscription", 0);
    }

    private static Matcher metric(String namespace, String name) {
        return Match.objectLike(Map.of("MetricStat", Map.of("Metric", Map.of("Namespace", namespace,
                "MetricName", name, "Dimensions", List.of(Map.of("Name", "Stage", "Value", "prod"))))));
    }

    private static List<String> alarms() {
        return names("AWS::CloudWatch::Alarm").stream().map(name -> name.replace("Monitoring", "")).toList();
    }

    /** The construct ids of the resources of a type, without the hash that CDK appends. */
    private static List<String> names(String type) {
        return template.findResources(type).keySet().stream().map(id -> id.substring(0, id.length() - 8)).toList();
    }
}
