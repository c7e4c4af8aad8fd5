package io.github.websocketcdk.local.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a CDK app is told. */
class SynthesisTest {
    @Test
    void stageAndIssuerAreContextWhereTheyAreGiven() {
        assertThat(Synthesis.context("prod", "https://issuer.example.com"))
                .containsEntry("stage", "prod").containsEntry("issuer", "https://issuer.example.com");
        assertThat(Synthesis.context(null, null)).doesNotContainKey("stage").hasEntrySatisfying("issuer",
                issuer -> assertThat(issuer.toString()).endsWith(Synthesis.ISSUER_PATH));
    }
}
