package io.github.websocketcdk.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.LocalGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** How tables are explored in the console. */
class TablesIT {
    private static final String NOTES = "Notes";

    private static LocalGateway local;
    private static ConsolePage page;

    @BeforeAll
    static void start() throws Exception {
        local = LocalGateway.start(ChatApp::create);
        page = new ConsolePage(local.page().toString());
    }

    @AfterAll
    static void stop() {
        page.close();
        local.close();
    }

    @BeforeEach
    void fourNotes() throws Exception {
        JsonObject all = JsonParser.parseString(dynamoDb("Scan", "{\"TableName\":\"Notes\"}")).getAsJsonObject();
        for (JsonElement note : all.getAsJsonArray("Items")) {
            delete(value(note, "room", "S"), Integer.parseInt(value(note, "at", "N")));
        }
        for (String room : new String[] {"lobby", "garden"}) {
            for (int at = 1; at <= 2; at++) {
                put(room, at, at == 1 ? "alice" : "bob", "\"text\":{\"S\":\"" + room + " " + at + "\"}");
            }
        }
        page.open(local.page().toString());
        waitForRows(4);
    }

    private static String value(JsonElement item, String name, String type) {
        return item.getAsJsonObject().getAsJsonObject(name).get(type).getAsString();
    }

    private static void put(String room, int at, String author, String attributes) throws Exception {
        dynamoDb("PutItem", "{\"TableName\":\"Notes\",\"Item\":{\"room\":{\"S\":\"" + room + "\"},\"at\":{\"N\":\"" + at
                + "\"},\"author\":{\"S\":\"" + author + "\"}," + attributes + "}}");
    }

    private static void delete(String room, int at) throws Exception {
        dynamoDb("DeleteItem", "{\"TableName\":\"Notes\",\"Key\":{\"room\":{\"S\":\"" + room + "\"},\"at\":{\"N\":\""
                + at + "\"}}}");
    }

    private static String get(String room, int at) throws Exception {
        return dynamoDb("GetItem", "{\"TableName\":\"Notes\",\"Key\":{\"room\":{\"S\":\"" + room
                + "\"},\"at\":{\"N\":\"" + at + "\"}}}");
    }

    private static String dynamoDb(String operation, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(local.dynamoDbEndpoint())
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, "
                        + "SignedHeaders=host, Signature=test")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static void waitForRows(int rows) {
        page.waitUntil(() -> page.rows(NOTES).size() == rows);
    }

    private static WebElement part(String testId) {
        return ConsolePage.part(page.table(NOTES), testId);
    }

    private static void query(String partition) {
        part("explore").click();
        ConsolePage.type(part("partition"), partition);
    }

    private static void openItem(String text) {
        page.waitUntil(() -> page.rows(NOTES).stream().anyMatch(row -> row.contains(text)));
        page.table(NOTES).findElements(By.cssSelector("tbody tr")).stream()
                .filter(row -> row.getText().contains(text)).findFirst().orElseThrow()
                .findElement(By.cssSelector("button.link")).click();
        page.waitUntil(() -> page.part("item-dialog").isDisplayed());
    }

    private static void save(String item) {
        ConsolePage.type(page.part("item-text"), item);
        page.part("item-save").click();
    }

    @Test
    void aTableIsScannedPageByPage() throws Exception {
        for (int at = 1; at <= 110; at++) {
            put("many", at, "carol", "\"text\":{\"S\":\"" + at + "\"}");
        }
        page.waitUntil(() -> part("count").getText().equals("114 items"));
        waitForRows(100);

        part("next").click();
        waitForRows(14);
        assertThat(part("page").getText()).startsWith("Page 2: 14");
        assertThat(part("next").isEnabled()).isFalse();

        part("previous").click();
        waitForRows(100);
    }

    @Test
    void itemsAreQueriedByPartitionAndSortKey() {
        query("lobby");
        part("run").click();
        waitForRows(2);
        assertThat(part("page").getText()).isEqualTo("2 found, Query of 2");

        ConsolePage.choose(part("sort-operator"), ">=");
        ConsolePage.type(part("sort-value"), "2");
        part("run").click();
        waitForRows(1);
        assertThat(page.rows(NOTES).get(0)).contains("lobby 2");

        ConsolePage.choose(part("sort-operator"), "between");
        ConsolePage.type(part("sort-value"), "1");
        ConsolePage.type(part("sort-upper"), "2");
        part("run").click();
        waitForRows(2);

        part("reset").click();
        waitForRows(4);
    }

    @Test
    void itemsAreQueriedByIndex() {
        part("explore").click();
        ConsolePage.choose(part("source"), "index byAuthor");
        assertThat(part("partition-name").getText()).isEqualTo("author =");
        ConsolePage.type(part("partition"), "bob");

        part("run").click();

        waitForRows(2);
        assertThat(page.rows(NOTES)).allMatch(row -> row.contains("bob"));
    }

    @Test
    void itemsAreFilteredByAnyAttribute() {
        part("explore").click();
        ConsolePage.type(part("filter-name"), "text");
        ConsolePage.choose(part("filter-operator"), "contains");
        ConsolePage.type(part("filter-value"), "garden");
        part("run").click();
        waitForRows(2);
        assertThat(part("page").getText()).isEqualTo("2 found, Scan of 4");

        ConsolePage.type(part("filter-name"), "at");
        ConsolePage.choose(part("filter-operator"), "=");
        ConsolePage.type(part("filter-value"), "1");
        part("run").click();
        page.waitUntil(() -> page.rows(NOTES).stream().allMatch(row -> row.contains(" 1 ")));
        assertThat(page.rows(NOTES)).hasSize(2);
    }

    @Test
    void whatIsShownFollowsTheTable() throws Exception {
        query("lobby");
        part("run").click();
        waitForRows(2);

        put("lobby", 3, "carol", "\"text\":{\"S\":\"new\"}");
        waitForRows(3);
        delete("lobby", 3);
        waitForRows(2);
    }

    @Test
    void anItemIsCreatedAndDeleted() throws Exception {
        part("new-item").click();
        save("{\"room\": \"kitchen\", \"at\": 5, \"tags\": [\"a\", 1, true, null]}");

        page.waitUntil(() -> !page.part("item-dialog").isDisplayed());
        waitForRows(5);
        assertThat(get("kitchen", 5)).contains("\"tags\":{\"L\":[{\"S\":\"a\"},{\"N\":\"1\"},{\"BOOL\":true},"
                + "{\"NULL\":true}]}");

        openItem("kitchen");
        page.part("item-delete").click();
        waitForRows(4);
        assertThat(get("kitchen", 5)).isEqualTo("{}");
    }

    @Test
    void anItemIsChangedInPlainJson() throws Exception {
        openItem("lobby 1");
        assertThat(page.part("item-text").getAttribute("value")).contains("\"at\": 1", "\"text\": \"lobby 1\"");

        save("{\"room\": \"lobby\", \"at\": 1, \"author\": \"alice\", \"text\": \"changed\"}");

        page.waitUntil(() -> page.rows(NOTES).stream().anyMatch(row -> row.contains("changed")));
        assertThat(get("lobby", 1)).contains("\"text\":{\"S\":\"changed\"}");
    }

    @Test
    void anItemIsChangedInDynamoDbsJson() throws Exception {
        openItem("lobby 2");
        page.part("format-dynamodb").click();
        assertThat(page.part("item-text").getAttribute("value")).contains("\"at\": {\"N\":\"2\"}");

        save("{\"room\": {\"S\":\"lobby\"}, \"at\": {\"N\":\"2\"}, \"tags\": {\"SS\":[\"a\"]}}");

        page.waitUntil(() -> page.rows(NOTES).stream().anyMatch(row -> row.contains("[\"a\"]")));
        assertThat(get("lobby", 2)).contains("\"tags\":{\"SS\":[\"a\"]}");
    }

    @Test
    void aSetStaysASetInPlainJson() throws Exception {
        put("garden", 1, "alice", "\"tags\":{\"SS\":[\"a\",\"b\"]},\"big\":{\"N\":\"12345678901234567890\"}");
        openItem("[\"a\",\"b\"]");
        assertThat(page.part("format-dynamodb").isSelected()).isTrue();
        page.part("format-plain").click();

        save("{\"room\": \"garden\", \"at\": 1, \"tags\": [\"b\", \"c\"]}");

        page.waitUntil(() -> page.rows(NOTES).stream().anyMatch(row -> row.contains("[\"b\",\"c\"]")));
        assertThat(get("garden", 1)).contains("\"tags\":{\"SS\":[\"b\",\"c\"]}");
    }

    @Test
    void anItemOfAnIndexThatHasAPartOnlyIsOpenedWhole() {
        part("explore").click();
        ConsolePage.choose(part("source"), "index byAuthor");
        ConsolePage.type(part("partition"), "alice");
        part("run").click();
        waitForRows(2);

        openItem("lobby");

        assertThat(page.part("item-text").getAttribute("value")).contains("\"text\": \"lobby 1\"");
    }

    @Test
    void whatDynamoDbRefusesIsSaid() {
        part("new-item").click();
        save("{\"room\": 7, \"at\": 5}");
        page.waitUntil(() -> page.part("item-error").getText()
                .startsWith("ValidationException: One or more parameter values were invalid"));
        save("{\"room\": \"lobby\", \"at\": 1}");
        page.waitUntil(() -> page.part("item-error").getText().equals("An item with this key is there already"));
        save("no json");
        page.waitUntil(() -> page.part("item-error").getText().contains("JSON"));
        page.part("item-cancel").click();

        query("lobby");
        ConsolePage.choose(part("sort-operator"), "=");
        ConsolePage.type(part("sort-value"), "no number");
        part("run").click();
        page.waitUntil(() -> part("table-error").getText().startsWith("ValidationException"));
        assertThat(page.rows(NOTES)).hasSize(4);
    }

    @Test
    void aKeyCannotBeChangedAndAnItemThatIsGoneIsNotSaved() throws Exception {
        openItem("lobby 1");
        save("{\"room\": \"lobby\", \"at\": 9}");
        page.waitUntil(() -> page.part("item-error").getText().startsWith("A key cannot change: room, at"));
        delete("lobby", 1);
        save("{\"room\": \"lobby\", \"at\": 1}");
        page.waitUntil(() -> page.part("item-error").getText().equals("The item is not there any more"));
        page.part("item-cancel").click();
    }
}
