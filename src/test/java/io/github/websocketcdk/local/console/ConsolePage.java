package io.github.websocketcdk.local.console;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console page in headless Chromium, as one who clicks and reads sees it. */
public final class ConsolePage implements AutoCloseable {
    /** Where Debian installs them; elsewhere Selenium looks for Chrome itself. */
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File CHROMEDRIVER = new File("/usr/bin/chromedriver");

    private final ChromeDriver browser;

    public ConsolePage(String address) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--window-size=1280,1080");
        ChromeDriverService.Builder service = new ChromeDriverService.Builder();
        if (CHROMIUM.exists() && CHROMEDRIVER.exists()) {
            options.setBinary(CHROMIUM);
            service.usingDriverExecutable(CHROMEDRIVER);
        }
        browser = new ChromeDriver(service.build(), options);
        open(address);
    }

    /** Opens an address anew, with nothing of before. */
    void open(String address) {
        browser.get(address);
        browser.executeScript("addEventListener('pagehide', () => sessionStorage.clear())");
        browser.get(address);
        waitForLive();
    }

    void reload() {
        browser.navigate().refresh();
        waitForLive();
    }

    private void waitForLive() {
        waitUntil(() -> part("server-status").getText().contains("Live"));
    }

    /** Opens the page in another window; what follows happens there. */
    public String openWindow() {
        String address = browser.getCurrentUrl();
        browser.switchTo().newWindow(WindowType.WINDOW);
        browser.get(address);
        return browser.getWindowHandle();
    }

    public String window() {
        return browser.getWindowHandle();
    }

    public void switchTo(String window) {
        browser.switchTo().window(window);
    }

    /** Connects the window's first client. */
    public void connect() {
        connect(0);
    }

    /** Connects another client of the window, counted from 0. */
    public void connect(int client) {
        waitUntil(() -> !of(client, "endpoint").getAttribute("value").isEmpty());
        of(client, "connect").click();
        waitUntil(() -> of(client, "log").getText().contains("CONNECTED"));
    }

    /** Sends the message that is filled in. */
    public void send() {
        of(0, "send").click();
    }

    public void send(String message) {
        type(of(0, "message"), message);
        send();
    }

    public void vanish() {
        of(0, "vanish").click();
        waitForLog("CLOSED 1006");
    }

    public void waitForLog(String line) {
        waitForLog(0, line);
    }

    void waitForLog(int client, String line) {
        waitUntil(() -> of(client, "log").getText().replace('\n', ' ').contains(line));
    }

    public void waitForRows(int rows) {
        waitUntil(() -> all("tables", "tbody tr").size() == rows);
    }

    public void waitForRow(String text) {
        waitUntil(() -> part("tables").getText().contains(text));
    }

    public void waitForFunctionLog(String text) {
        waitUntil(() -> part("function-log").getText().contains(text));
    }

    public void saveScreenshot(Path file) throws Exception {
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    /** The connection id that a client shows, once it does. */
    String connectionId(int client) {
        waitUntil(() -> of(client, "connection-id").isDisplayed());
        return of(client, "connection-id").getText();
    }

    List<WebElement> clients() {
        return all("client");
    }

    /** A part of a client. */
    WebElement of(int client, String testId) {
        return part(clients().get(client), testId);
    }

    /** The view of a table. */
    WebElement table(String name) {
        waitUntil(() -> browser.findElements(By.cssSelector("table[aria-label=" + name + "]")).size() == 1);
        return all("table").stream()
                .filter(table -> table.findElement(By.tagName("h3")).getText().equals(name))
                .findFirst().orElseThrow();
    }

    /** The rows of a table as one reads them, with a space between the cells. */
    List<String> rows(String table) {
        return table(table).findElements(By.cssSelector("tbody tr")).stream()
                .map(row -> row.getText().replace('\n', ' ')).toList();
    }

    /** The lines of the functions' logs that are shown. */
    List<WebElement> logLines() {
        return all("function-log", ".line:not([hidden])");
    }

    List<String> logTexts() {
        return logLines().stream().map(WebElement::getText).toList();
    }

    /** Until all lines that are shown contain a text, and there are some. */
    void waitForLogLines(String text) {
        waitUntil(() -> !logLines().isEmpty() && logTexts().stream().allMatch(line -> line.contains(text)));
    }

    WebElement part(String testId) {
        return part(browser, testId);
    }

    static WebElement part(SearchContext parent, String testId) {
        return parent.findElement(By.cssSelector("[data-testid=" + testId + "]"));
    }

    List<WebElement> all(String testId) {
        return browser.findElements(By.cssSelector("[data-testid=" + testId + "]"));
    }

    List<WebElement> all(String testId, String selector) {
        return browser.findElements(By.cssSelector("[data-testid=" + testId + "] " + selector));
    }

    /** What one can use with keyboard or pointer, of what is shown. */
    List<WebElement> controls() {
        return browser.findElements(By.cssSelector("button, input, select, textarea, summary, [tabindex='0']")).stream()
                .filter(WebElement::isDisplayed).toList();
    }

    static void type(WebElement field, CharSequence... text) {
        field.clear();
        field.sendKeys(text);
    }

    static void choose(WebElement select, String text) {
        new Select(select).selectByVisibleText(text);
    }

    static List<String> choices(WebElement select) {
        return new Select(select).getOptions().stream().map(WebElement::getText).toList();
    }

    void dragUp(WebElement handle, int pixels) {
        new Actions(browser).dragAndDropBy(handle, 0, -pixels).perform();
    }

    void useForcedColors() {
        browser.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
    }

    String title() {
        return browser.getTitle();
    }

    void waitUntil(BooleanSupplier condition) {
        new WebDriverWait(browser, Duration.ofMinutes(1), Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .until(driver -> condition.getAsBoolean());
    }

    @Override
    public void close() {
        browser.quit();
    }
}
