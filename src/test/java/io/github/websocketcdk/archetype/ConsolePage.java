package io.github.websocketcdk.archetype;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The console page in headless Chromium, as one who clicks and reads sees it. */
final class ConsolePage implements AutoCloseable {

    /** Where Debian installs them; elsewhere Selenium looks for Chrome itself. */
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File CHROMEDRIVER = new File("/usr/bin/chromedriver");

    private final ChromeDriver browser;

    ConsolePage(String address) {
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
        browser.get(address);
    }

    /** Opens the page in another window; what follows happens there. */
    String openWindow() {
        String address = browser.getCurrentUrl();
        browser.switchTo().newWindow(WindowType.WINDOW);
        browser.get(address);
        return browser.getWindowHandle();
    }

    String window() {
        return browser.getWindowHandle();
    }

    void switchTo(String window) {
        browser.switchTo().window(window);
    }

    /** Connects the window's first client. */
    void connect() {
        connect(0);
    }

    /** Connects another client of the window, counted from 0. */
    void connect(int client) {
        waitUntil(() -> !of(client, "endpoint").getAttribute("value").isEmpty());
        of(client, "connect").click();
        waitUntil(() -> of(client, "log").getText().contains("CONNECTED"));
    }

    /** Sends the message that is filled in. */
    void send() {
        first("send").click();
    }

    void send(String message) {
        first("message").clear();
        first("message").sendKeys(message);
        first("send").click();
    }

    void vanish() {
        first("vanish").click();
        waitForLog("CLOSED 1006");
    }

    void waitForLog(String line) {
        waitUntil(() -> first("log").getText().replace('\n', ' ').contains(line));
    }

    void waitForRows(int rows) {
        waitUntil(() -> browser.findElements(By.cssSelector("[data-testid=tables] tbody tr")).size() == rows);
    }

    void waitForFunctionLog(String text) {
        waitUntil(() -> browser.findElement(By.cssSelector("[data-testid=function-log]")).getText().contains(text));
    }

    void saveScreenshot(Path file) throws Exception {
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    private WebElement first(String testId) {
        return of(0, testId);
    }

    private WebElement of(int client, String testId) {
        return browser.findElements(By.cssSelector("[data-testid=" + testId + "]")).get(client);
    }

    private void waitUntil(Condition condition) {
        new WebDriverWait(browser, Duration.ofMinutes(1)).until(driver -> condition.holds());
    }

    private interface Condition {
        boolean holds();
    }

    @Override
    public void close() {
        browser.quit();
    }
}
