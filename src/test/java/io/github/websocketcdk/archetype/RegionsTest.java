package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class RegionsTest {
    @Test
    void theWarningKnowsEveryRegionThatTheSdkKnows() throws Exception {
        String regions = Region.regions().stream().filter(region -> !region.isGlobalRegion()).map(Region::id).sorted()
                .collect(Collectors.joining(","));

        assertThat(getClass().getResourceAsStream("/META-INF/archetype-post-generate.groovy").readAllBytes())
                .asString(StandardCharsets.UTF_8).contains("'" + regions + "'");
    }
}
