package ${package}.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedOriginsTest {

    private final AllowedOrigins allowedOrigins =
            new AllowedOrigins(Set.of("https://chat.example.com", "http://localhost:3000"));

    @ParameterizedTest
    @CsvSource({
        "Origin, https://chat.example.com, true",
        "origin, http://localhost:3000, true",
        "ORIGIN, https://example.com, false",
        "origin, https://chat.example.com.evil.example, false",
        "Origin, http://chat.example.com, false",
        "Origin, null, false",
    })
    void aPageMayConnectIfItsOriginIsListed(String header, String origin, boolean allowed) {
        assertThat(allowedOrigins.allow(Map.of("Host", "chat.example.com", header, origin))).isEqualTo(allowed);
    }

    @Test
    void aClientThatIsNoBrowserSendsNoOriginAndMayConnect() {
        assertThat(allowedOrigins.allow(Map.of("Host", "chat.example.com"))).isTrue();
    }

    @Test
    void everyPageMayConnectIfNoneIsListed() {
        assertThat(new AllowedOrigins(Set.of()).allow(Map.of("Origin", "https://example.com"))).isTrue();
    }
}
