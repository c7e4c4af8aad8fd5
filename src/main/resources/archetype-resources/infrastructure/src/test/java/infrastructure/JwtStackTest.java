package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** The authorizer of $connect. */
class JwtStackTest {
    private static Template template;

    @BeforeAll
    static void synthesize() {
        template = Template.fromStack(Stacks.ofTheApp(Map.of("issuer", "https://another.example.com/")));
    }

    @Test
    void connectAsksTheAuthorizerAndNoOtherRouteDoes() {
        String authorizer = Stacks.onlyId(template, "AWS::ApiGatewayV2::Authorizer", Map.of());

        template.hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of("RouteKey", "$connect",
                "AuthorizationType", "CUSTOM", "AuthorizerId", Stacks.ref(authorizer)));
        template.resourcePropertiesCountIs("AWS::ApiGatewayV2::Route",
                Map.of("AuthorizerId", Match.anyValue()), 1);
    }

    @Test
    void theAuthorizerLooksForTheTokenItself() {
        template.hasResourceProperties("AWS::ApiGatewayV2::Authorizer", Map.of(
                "AuthorizerType", "REQUEST", "IdentitySource", List.of(), "AuthorizerUri", Stacks.join(
                        Match.arrayWith(List.of(Stacks.getArn(Stacks.functionId(template, "JwtAuthorizer")))))));
    }

    @Test
    void theAuthorizerMayOnlyWriteItsLog() {
        Map<String, Object> function = template.findResources("AWS::Lambda::Function")
                .get(Stacks.functionId(template, "JwtAuthorizer"));
        String role = Stacks.at(function, "Properties", "Role", "Fn::GetAtt", 0);

        String policy = Stacks.onlyId(template, "AWS::IAM::Policy", Map.of("Roles", List.of(Stacks.ref(role))));
        List<Map<String, Object>> statements = Stacks.at(template.findResources("AWS::IAM::Policy").get(policy),
                "Properties", "PolicyDocument", "Statement");
        assertThat(statements).singleElement().extracting(statement -> statement.get("Action"))
                .isEqualTo(List.of("logs:CreateLogStream", "logs:PutLogEvents"));
    }

    @Test
    void theContextKeyIssuerOverridesTheStagesIssuerAndTheAudienceIsTheApp() {
        template.hasResourceProperties("AWS::Lambda::Function", Map.of(
                "Handler", Match.stringLikeRegexp("JwtAuthorizer$"),
                "Environment", Map.of("Variables", Map.of(
                        "ISSUER", "https://another.example.com/",
                        "AUDIENCE", "${appName}"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "issuer.example.com", "http://issuer.example.com", "http://localhost.example.com"})
    void aBadIssuerOrNoneIsRefusedByNameWithWhatIsAllowed(String issuer) {
        assertThatThrownBy(() -> Stacks.ofTheApp(Map.of("issuer", issuer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("issuer '" + issuer + "' of stage ${stage}",
                        "Allowed: ", "Example: https://");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:3001", "http://127.0.0.1:3001/"})
    void anIssuerOnThisMachineNeedsNoHttps(String issuer) {
        StageSettings settings = Stacks.settings("dev", "eu-west-1");
        settings.issuer = issuer;

        settings.validate();

        assertThat(settings.issuer).isEqualTo(issuer);
    }
}
