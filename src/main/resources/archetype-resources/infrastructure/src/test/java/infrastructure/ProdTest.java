package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static ${package}.infrastructure.Stacks.join;
import static ${package}.infrastructure.Stacks.ref;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** The stage prod, in a region that has everything. */
class ProdTest {

    private static Stack stack;
    private static Template template;

    @BeforeAll
    static void synthesize() {
        stack = Stacks.of(StageSettings.of("prod", "eu-west-1"));
        template = Template.fromStack(stack);
    }

    @Test
    void nothingIsFoundButThatEverybodyMayConnect() {
        assertThat(Stacks.findings(stack)).singleElement().asString().contains("everybody may connect");
    }

    @Test
    void itIsAStackOfItsOwnThatIsNotDeletedByMistake() {
        assertThat(stack.getStackName()).isEqualTo("prod-${appName}");
        assertThat(stack.getTerminationProtection()).isTrue();
        assertThat(stack.getTags().tagValues()).containsEntry("stage", "prod").containsEntry("app", "${appName}");
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
        template.resourceCountIs("AWS::ApiGatewayV2::Integration", aliases.size());
        for (String alias : aliases) {
            template.hasResourceProperties("AWS::ApiGatewayV2::Integration", Map.of(
                    "IntegrationUri", join(Match.arrayWith(List.of(ref(alias))))));
        }
    }
}
