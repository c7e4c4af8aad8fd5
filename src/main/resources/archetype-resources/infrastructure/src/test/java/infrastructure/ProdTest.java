package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static ${package}.infrastructure.Stacks.at;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
        assertThat(template.toJSON()).containsKey("Description");
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
    void everyAlarmWatchesItsMetric() {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "ExecutionErrors", "1 ExecutionError Sum",
                "IntegrationErrors", "5 IntegrationError Sum IntegrationLatency SampleCount",
                "NotReached", "1 Failed Sum Recipients Sum",
                "Incomplete", "1 Incomplete Sum",
                "NotPublished", "1 ApproximateNumberOfMessagesVisible Maximum"));
        for (String name : names("AWS::Lambda::Function")) {
            expected.put(name + "Errors", "1 " + (name.equals("Authorizer") ? "AuthorizerFailed" : "Errors") + " Sum");
            expected.put(name + "Throttles", "1 Throttles Sum");
            expected.put(name + "Timeouts", (name.equals("Publish") ? 900_000 : 29_000) + " Duration Maximum");
        }

        Map<String, String> watched = new TreeMap<>();
        template.findResources("AWS::CloudWatch::Alarm").forEach((id, alarm) -> watched.put(
                id.substring(0, id.length() - 8).replace("Monitoring", ""), watched(at(alarm, "Properties"))));
        assertThat(watched).isEqualTo(expected);
    }

    /** The threshold of an alarm, and the names and statistics of its metrics. */
    private static String watched(Map<String, Object> alarm) {
        String threshold = String.valueOf(alarm.get("Threshold"));
        if (alarm.containsKey("MetricName")) {
            return threshold + " " + alarm.get("MetricName") + " " + alarm.get("Statistic");
        }
        List<Map<String, Map<String, Object>>> metrics = at(alarm, "Metrics");
        return threshold + metrics.stream().filter(metric -> metric.containsKey("MetricStat"))
                .map(metric -> " " + Stacks.<String>at(metric, "MetricStat", "Metric", "MetricName")
                        + " " + metric.get("MetricStat").get("Stat")).sorted().collect(Collectors.joining());
    }

    @Test
    void theDashboardShowsConnectionsMessagesLatencyReachErrorsAndWhatCosts() {
        assertThat(template.findResources("AWS::CloudWatch::Dashboard").toString()).contains(
                "ConnectCount", "MessageCount", "IntegrationLatency", "Recipients", "Delivered", "Gone", "Failed",
                "ClientError", "IntegrationError", "ExecutionError", "Errors", "Duration", "Invocations",
                "ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits");
    }

    @Test
    void theShareThatAMessageDidNotReachIsOfTheStage() {
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

    /** The construct ids of the resources of a type, without the hash that CDK appends. */
    private static List<String> names(String type) {
        return template.findResources(type).keySet().stream().map(id -> id.substring(0, id.length() - 8)).toList();
    }
}
