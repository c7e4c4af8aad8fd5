package ${package}.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageSettingsTest {
    private final StageSettings stage = Stacks.settings("prod", "eu-west-1");

    @ParameterizedTest
    @CsvSource({"eu-west-1, 8000, 2000, 1000", "mx-central-1, 2000, 500, 250"})
    void inProdBroadcastsAndClientsShareTheAccountsQuota(String region, int posts, int requests, int burst) {
        StageSettings prod = new StageSettings("prod", region);

        assertThat(prod.postsPerSecond).isEqualTo(posts);
        assertThat(prod.requestsPerSecond).isEqualTo(requests);
        assertThat(prod.burst).isEqualTo(burst);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-west-1", "mx-central-1", "af-south-1"})
    void aCommercialRegionHasSnapStart(String region) {
        assertThat(new StageSettings("prod", region).snapStart).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ap-southeast-6", "ap-east-2", "us-gov-west-1", "cn-north-1", "eusc-de-east-1"})
    void anotherHasNot(String region) {
        assertThat(new StageSettings("prod", region).snapStart).isFalse();
    }

    @Test
    void aStageIsNeverUnthrottled() {
        stage.requestsPerSecond = 0;

        assertThatThrownBy(stage::validate).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("requestsPerSecond '0' of stage prod is not allowed. Allowed: at least 1. Example: 100");

        stage.requestsPerSecond = 1;
        stage.burst = 0;

        assertThatThrownBy(stage::validate).hasMessage(
                "burst '0' of stage prod is not allowed. Allowed: at least 1. Example: 200");
    }

    @Test
    void noOriginAtAllIsRefused() {
        stage.allowedOrigins = List.of();

        assertThatThrownBy(stage::validate).hasMessageContaining("allowedOrigins '' of stage prod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "chat.example.com", "https://chat.example.com/", "https://*.example.com", "https://"})
    void anOriginIsNeitherAHostNorAPage(String origin) {
        stage.allowedOrigins = List.of("https://www.example.com", origin);

        assertThatThrownBy(stage::validate).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("allowedOrigins '" + origin + "' of stage prod", "https://chat.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example.com", "http://localhost:3000", "*"})
    void anOriginIsASchemeAHostAndPerhapsAPortOrAny(String origin) {
        stage.allowedOrigins = List.of(origin);

        assertThatCode(stage::validate).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "chat.example.com, '', certificateArn",
        "chat.example.com, arn:aws:acm:us-east-1:123456789012:certificate/1, certificateArn",
        "'', arn:aws:acm:eu-west-1:123456789012:certificate/1, certificateArn",
        "https://chat.example.com, arn:aws:acm:eu-west-1:123456789012:certificate/1, domainName",
    })
    void aDomainNeedsACertificateOfItsRegion(String domainName, String certificateArn, String wrong) {
        stage.domainName = domainName;
        stage.certificateArn = certificateArn;

        assertThatThrownBy(stage::validate).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(wrong + " '").hasMessageContaining("of stage prod");
    }

    @Test
    void anAlarmGoesToAnAddress() {
        stage.alarmEmails = List.of("ops@example.com", "the people of operations");

        assertThatThrownBy(stage::validate).hasMessageContaining("alarmEmails 'the people of operations'");
    }
}
