package io.github.websocketcdk.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketcdk.local.LocalGateway;
import io.github.websocketcdk.local.Options;
import io.github.websocketcdk.local.assembly.Synthesis;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What one does with clients and logs in the console. */
class ConsoleIT {
    private static final String SEND = "{\"action\":\"sendmessage\", \"data\":\"Hello World\"}";
    private static final String ECHO = "{\"action\":\"echo\", \"data\":\"Hello World\"}";

    @TempDir
    private static Path directory;
    private static Path assembly;
    private static LocalGateway local;
    private static ConsolePage page;

    @BeforeAll
    static void start() throws Exception {
        assembly = Synthesis.synthesize(ChatApp::create, null, directory);
        local = LocalGateway.startAssembly(assembly, Options.DEFAULT);
        page = new ConsolePage(local.page().toString());
    }

    @AfterAll
    static void stop() {
        page.close();
        local.close();
    }

    @BeforeEach
    void open() {
        page.open(local.page().toString());
    }

    @Test
    void thePageNamesTheProject() {
        assertThat(page.part("project").getText()).isEqualTo("dev-chat");
        assertThat(page.title()).startsWith("dev-chat");
    }

    @Test
    void aClientFindsItsRowAndItsLogLinesAndTheyFindIt() {
        page.connect(0);
        page.connect(1);
        String id = page.connectionId(0);
        page.waitUntil(() -> page.all("tables", "tr button.connection").size() == 2);

        page.of(0, "connection-id").click();

        page.waitUntil(() -> page.all("tables", "tr.selected").size() == 1);
        assertThat(page.all("tables", "tr.selected").get(0).getText()).contains(id, "Client 1");
        page.waitForLogLines("Client 1");
        assertThat(page.logTexts().get(0)).contains("Connect", "RequestId: ");

        page.all("tables", "tr:not(.selected) button.connection").get(0).click();

        assertThat(page.clients().get(0).getAttribute("class")).doesNotContain("selected");
        assertThat(page.clients().get(1).getAttribute("class")).contains("selected");
        page.waitForLogLines("Client 2");

        page.logLines().get(0).findElement(By.cssSelector("button.connection")).click();

        assertThat(page.clients().get(1).getAttribute("class")).doesNotContain("selected");
    }

    @Test
    void theLinesOfAnInvocationAreFoundByItsRequestId() {
        local.log().info("what was before");
        page.waitForFunctionLog("what was before");
        page.part("clear-log").click();
        page.connect();
        page.send(ECHO);
        page.send(ECHO);
        page.waitUntil(() -> page.logTexts().stream().filter(line -> line.contains("Echo")).count() == 4);
        List<WebElement> requestIds = page.all("function-log", ".line:not([hidden]) button.link");
        String requestId = requestIds.get(requestIds.size() - 1).getText();

        requestIds.get(requestIds.size() - 1).click();

        page.waitUntil(() -> page.logLines().size() == 2);
        assertThat(page.logTexts()).anyMatch(line -> line.contains("an echo"))
                .anyMatch(line -> line.contains("RequestId: " + requestId));
    }

    @Test
    void tenClientsAreAddedFoldedAndAllAreConnectedAndClosed() {
        page.part("add-clients").click();

        assertThat(page.clients()).hasSize(12);
        assertThat(page.of(11, "log").isDisplayed()).isFalse();
        page.part("connect-all").click();
        page.waitUntil(() -> page.part("client-count").getText().equals("12 of 12 connected"));
        assertThat(page.of(11, "last-line").getText()).startsWith("CONNECTED");
        page.of(11, "fold").click();
        assertThat(page.of(11, "log").isDisplayed()).isTrue();
        page.part("close-all").click();
        page.waitUntil(() -> page.all("state").stream().allMatch(state -> state.getText().equals("not connected")));
        page.waitUntil(() -> page.rows("Connections").isEmpty());
    }

    @Test
    void aReloadKeepsClientsAndTheirTextsAndConnectsAgain() {
        page.part("add-client").click();
        page.of(1, "remove").click();
        ConsolePage.type(page.of(0, "message"), "kept");
        ConsolePage.type(page.of(1, "endpoint"), "ws://localhost:1/elsewhere");
        page.connect(0);
        String before = page.connectionId(0);

        page.reload();

        page.waitForLog(0, "CONNECTED");
        assertThat(page.connectionId(0)).isNotEqualTo(before);
        assertThat(page.clients()).extracting(client -> client.getAttribute("aria-label"))
                .containsExactly("Client 1", "Client 3");
        assertThat(page.of(0, "message").getAttribute("value")).isEqualTo("kept");
        assertThat(page.of(1, "endpoint").getAttribute("value")).isEqualTo("ws://localhost:1/elsewhere");
        assertThat(page.of(1, "state").getText()).isEqualTo("not connected");
    }

    @Test
    void aClientThatWasClosedStaysClosed() {
        page.connect();
        page.of(0, "close").click();
        page.waitForLog("CLOSED 1000");

        page.reload();

        assertThat(page.of(0, "state").getText()).isEqualTo("not connected");
    }

    @Test
    void aRestartOfTheServerConnectsAgain() throws Exception {
        LocalGateway first = LocalGateway.startAssembly(assembly, Options.DEFAULT);
        Options samePort = Options.DEFAULT.withPort(first.page().getPort());
        try {
            page.open(first.page().toString());
            page.connect(0);
            first.log().info("before the restart");
            page.waitForFunctionLog("before the restart");
        } finally {
            first.close();
        }
        page.waitUntil(() -> page.part("server-status").getText().startsWith("The server does not answer"));
        try (LocalGateway second = LocalGateway.startAssembly(assembly, samePort)) {
            page.waitUntil(() -> page.part("client-count").getText().equals("1 of 2 connected"));
            page.waitUntil(() -> page.rows("Connections").size() == 1);
            second.log().info("after the restart");
            page.waitForFunctionLog("after the restart");
        }
    }

    @Test
    void thereIsAMessageForEachRouteInTheAppsOrderAndTheFirstIsFilledIn() {
        page.waitUntil(() -> ConsolePage.choices(page.of(0, "template")).size() == 3);
        assertThat(ConsolePage.choices(page.of(0, "template"))).containsExactly("Message for…", "sendmessage", "echo");
        assertThat(page.of(0, "message").getAttribute("value")).isEqualTo(SEND);

        ConsolePage.choose(page.of(0, "template"), "echo");

        assertThat(page.of(0, "message").getAttribute("value")).isEqualTo(ECHO);
    }

    @Test
    void theArrowKeysBringBackWhatWasSent() {
        page.connect();
        page.send("{\"action\":\"echo\",\"n\":1}");
        page.send("{\"action\":\"echo\",\"n\":2}");
        WebElement message = page.of(0, "message");
        ConsolePage.type(message, "draft", Keys.ARROW_UP);
        assertThat(message.getAttribute("value")).contains("\"n\":2");
        message.sendKeys(Keys.ARROW_UP);
        assertThat(message.getAttribute("value")).contains("\"n\":1");

        message.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_DOWN);

        assertThat(message.getAttribute("value")).isEqualTo("draft");
    }

    @Test
    void jsonIsFoldedAndIndented() {
        page.connect();
        page.send("{\"action\":\"echo\",\"list\":[1,2]}");
        page.waitForLog("RECEIVED {\"action\":\"echo\",\"list\":[1,2]}");
        WebElement received = page.of(0, "log").findElement(By.cssSelector(".line[data-kind=RECEIVED] details"));
        assertThat(received.findElements(By.tagName("pre"))).isEmpty();

        received.findElement(By.tagName("summary")).click();

        page.waitUntil(() -> received.findElement(By.tagName("pre")).getText()
                .equals("{\n  \"action\": \"echo\",\n  \"list\": [\n    1,\n    2\n  ]\n}"));
    }

    @Test
    void aLongMessageIsCutUntilOneWantsToSeeIt() {
        page.connect();
        String text = "long ".repeat(200).strip();
        page.send("{\"action\":\"sendmessage\",\"data\":\"" + text + "\"}");
        page.waitForLog("RECEIVED long");
        WebElement received = page.of(0, "log").findElement(By.cssSelector(".line[data-kind=RECEIVED] details"));
        assertThat(received.getText()).hasSizeLessThan(400).endsWith("999 characters");

        received.findElement(By.tagName("summary")).click();

        page.waitUntil(() -> received.findElement(By.tagName("pre")).getText().equals(text));
    }

    @Test
    void anEmptyMessageIsShownAsEmpty() {
        page.connect();
        ConsolePage.type(page.of(0, "message"), Keys.ENTER);

        page.waitForLog("SENT empty");
    }

    @Test
    void queryParametersAndSubProtocolsAreSent() {
        page.of(0, "options").click();
        ConsolePage.type(page.of(0, "query"), "protocol=v2\nroom=a & b");
        ConsolePage.type(page.of(0, "protocols"), "v1, v2");

        page.of(0, "connect").click();

        page.waitForLog("sub-protocol v2");
        page.waitForFunctionLog("room=a & b");
        page.send(ECHO);
        page.waitForLog("RECEIVED");
    }

    @Test
    void aRefusedConnectionSaysWhy() {
        page.of(0, "options").click();
        ConsolePage.type(page.of(0, "query"), "status=401");
        page.of(0, "connect").click();
        page.waitForLog(0, "REFUSED 401: $connect answered");

        ConsolePage.type(page.of(1, "endpoint"), local.endpoint().toString().replace("/dev", "/prod"));
        page.of(1, "connect").click();
        page.waitForLog(1, "REFUSED 403: the path is not the stage, /dev");
    }

    @Test
    void whoConnectsIsAskedForOnlyWhereThereIsAnAuthorizer() {
        page.connect();

        assertThat(page.of(0, "subject").isDisplayed()).isFalse();
    }

    @Test
    void whoConnectsHasANameAndGetsATokenUnlessItIsEmptied() throws Exception {
        try (LocalGateway authorized = LocalGateway.start(ChatApp::createWithAuthorizer)) {
            page.open(authorized.page().toString());
            page.connect(0);
            page.waitForFunctionLog("token of alice");
            page.connect(1);
            page.waitForFunctionLog("token of bob");

            page.of(0, "close").click();
            page.waitForLog("CLOSED");
            page.of(0, "subject").clear();
            page.of(0, "connect").click();
            page.waitForLog("REFUSED 401");
        }
    }

    @Test
    void theLogIsAsTallAsItIsDraggedAndStaysSo() {
        int height = page.part("function-log").getSize().height;

        page.dragUp(page.part("log-resizer"), 100);
        assertThat(page.part("function-log").getSize().height).isEqualTo(height + 100);
        page.part("log-resizer").sendKeys(Keys.ARROW_UP);
        assertThat(page.part("function-log").getSize().height).isEqualTo(height + 132);

        page.reload();
        assertThat(page.part("function-log").getSize().height).isEqualTo(height + 132);
    }

    @Test
    void theLogIsFilteredByFunctionLevelAndText() {
        page.connect();
        page.send(ECHO);
        page.waitForFunctionLog("an echo");
        page.waitUntil(() -> ConsolePage.choices(page.part("log-function")).containsAll(List.of("Connect", "Echo")));

        ConsolePage.choose(page.part("log-function"), "Echo");
        assertThat(page.logTexts()).isNotEmpty().allMatch(line -> line.contains("Echo"));
        ConsolePage.choose(page.part("log-level"), "WARN and above");
        assertThat(page.logTexts()).isNotEmpty().allMatch(line -> line.contains("WARN"));
        ConsolePage.type(page.part("log-text"), "not there");
        assertThat(page.logLines()).isEmpty();
        ConsolePage.type(page.part("log-text"), "AN ECHO");
        assertThat(page.logLines()).isNotEmpty();
    }

    @Test
    void theLogIsFilteredByConnection() {
        page.connect(0);
        page.connect(1);
        String id = page.connectionId(1);
        page.waitForFunctionLog("Client 2");

        ConsolePage.choose(page.part("log-connection"), "Client 2 · " + id);

        page.waitForLogLines("Client 2");
        assertThat(page.clients().get(1).getAttribute("class")).contains("selected");
    }

    @Test
    void aCompileErrorShowsFileAndLineFirst() {
        local.log().error("Compilation failure: \n"
                + "/projects/chat/functions/src/main/java/com/example/SendMessageHandler.java:[31,19] ';' expected");
        local.log().error("functions/src/main/java/com/example/Send.java:7: class expected");

        page.waitForFunctionLog("Send.java:7 class expected");
        List<WebElement> lines = page.logLines();
        assertThat(text(lines.get(lines.size() - 2))).startsWith("SendMessageHandler.java:31 ';' expected");
        assertThat(text(lines.get(lines.size() - 1)))
                .isEqualTo("Send.java:7 class expected functions/src/main/java/com/example/");
    }

    private static String text(WebElement line) {
        return line.findElement(By.className("text")).getText();
    }

    @Test
    void clearedStaysCleared() {
        local.log().info("cleared");
        page.waitForFunctionLog("cleared");

        page.part("clear-log").click();
        page.reload();
        local.log().info("logged since");

        page.waitForFunctionLog("logged since");
        assertThat(page.part("function-log").getText()).doesNotContain("cleared");
    }

    @Test
    void everythingIsDoneWithTheKeyboard() {
        page.of(0, "endpoint").sendKeys(Keys.ENTER);
        page.waitForLog("CONNECTED");
        ConsolePage.type(page.of(0, "message"), ECHO, Keys.ENTER);
        page.waitForLog("RECEIVED");
        page.of(0, "connection-id").sendKeys(Keys.ENTER);
        assertThat(page.of(0, "connection-id").getAttribute("aria-pressed")).isEqualTo("true");
        page.of(0, "fold").sendKeys(Keys.SPACE);
        assertThat(page.of(0, "fold").getAttribute("aria-expanded")).isEqualTo("false");
    }

    @Test
    void everyControlHasANameForScreenReaders() {
        page.connect();
        page.waitUntil(() -> !page.rows("Connections").isEmpty());
        page.table("Notes").findElement(By.cssSelector("[data-testid=explore]")).click();
        page.of(0, "options").click();

        assertThat(page.controls()).hasSizeGreaterThan(30)
                .allSatisfy(control -> assertThat(control.getAccessibleName())
                        .as(control.getAttribute("outerHTML")).isNotBlank());
    }

    @Test
    void whatIsSelectedIsSeenInForcedColours() {
        page.useForcedColors();
        page.connect();
        page.waitUntil(() -> page.all("tables", "tr button.connection").size() == 1);

        page.of(0, "connection-id").click();

        assertThat(page.all("tables", "tr.selected").get(0).getCssValue("outline-style")).isEqualTo("solid");
    }
}
