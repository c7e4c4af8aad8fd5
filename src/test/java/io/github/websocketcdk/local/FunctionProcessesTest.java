package io.github.websocketcdk.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees of functions that fail, and what a function's process has. */
class FunctionProcessesTest {
    private static final String INTERNAL_SERVER_ERROR = "Internal server error";

    private static LocalGateway local;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.start(TestApp::create, TestApp.options());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static String message(String what, String text) {
        return "{\"do\":{\"what\":\"" + what + "\"},\"text\":\"" + text + "\"}";
    }

    @ParameterizedTest
    @CsvSource({"throw, thrown on purpose", "hang, Task timed out after 2.0 seconds", "exit, exit status 7",
        "memory, OutOfMemoryError"})
    void aHandlerThatFailsIsAnErrorAndTheNextMessageWorks(String how, String logged) throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local).send(message("misbehave", how));

            assertThat(client.receiveJson().get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
            log.await("Misbehave", logged);
            assertThat(client.send(message("misbehave", "")).receive()).contains("COLOR");
        }
    }

    @Test
    void aConstructorThatThrowsIsAnErrorEachTime() throws Exception {
        try (LogLines log = new LogLines(local)) {
            Client client = Client.connect(local);
            for (int i = 0; i < 2; i++) {
                client.send(message("construct", ""));
                assertThat(client.receiveJson().get("message").getAsString()).isEqualTo(INTERNAL_SERVER_ERROR);
                log.await("NotConstructible", "thrown in the constructor");
            }
        }
    }

    @Test
    void aFunctionKnowsItsOwnEnvironmentAndClasspathOnly() throws Exception {
        String answer = Client.connect(local).send(message("misbehave", "")).receive();

        assertThat(answer).contains("COLOR", "AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "_HANDLER")
                .contains("aws-lambda-java-core-", "aws-crt-")
                .doesNotContain("HOME", "jetty", "DynamoDBLocal", "functions.jar");
    }

    @Test
    void messagesOfOneConnectionRunAtTheSameTime() throws Exception {
        Client client = Client.connect(local).send(message("patient", "hang")).send(message("patient", ""));

        assertThat(client.receive()).contains("COLOR");
    }
}
