package io.github.websocketcdk.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedWithTest {
    @Test
    void everyLineButTheVersionIsAParameter() throws Exception {
        assertThat(read("# a comment\narchetypeVersion=1.0.0\nstage=dev\npackage=com.exämple\n"))
                .isEqualTo(new GeneratedWith("1.0.0", Map.of("stage", "dev", "package", "com.exämple")));
    }

    @Test
    void withoutTheVersionTheMessageSaysWhatToAdd() {
        assertThatThrownBy(() -> read("stage=dev\n")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".websocket-cdk.properties").hasMessageContaining("archetypeVersion=1.0.0");
    }

    @Test
    void anUpgradeKeepsEveryParameter() {
        assertThat(new GeneratedWith("1.0.0", Map.of("stage", "dev", "gone", "x"))
                .upgraded("2.0.0", Set.of("stage"), new Properties()))
                .isEqualTo(new GeneratedWith("2.0.0", Map.of("stage", "dev", "gone", "x")));
    }

    @Test
    void aParameterThatIsGivenWinsAndWhatIsNoneIsLeftOut() {
        Properties given = new Properties();
        given.putAll(Map.of("auth", "jwt", "stage", "test", "skipTests", "true"));

        assertThat(new GeneratedWith("1.0.0", Map.of("stage", "dev")).upgraded("2.0.0", Set.of("stage", "auth"), given))
                .isEqualTo(new GeneratedWith("2.0.0", Map.of("stage", "test", "auth", "jwt")));
    }

    private static GeneratedWith read(String file) throws IOException {
        return GeneratedWith.read(new StringReader(file));
    }
}
