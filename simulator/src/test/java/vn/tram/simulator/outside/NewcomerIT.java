package vn.tram.simulator.outside;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.simulator.Chromium;

/**
 * What a newcomer meets: a controller on an empty folder, the link that it prints, the three steps, and the first node on
 * the wall. Both programs by their start scripts. Leaves screenshots in {@code target/screenshots/}.
 */
class NewcomerIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String PASSWORD = "mười hai con cò trắng";
    private static final String NODE = "ubnd-xa-an-thinh";
    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    @TempDir
    Path folder;

    @Test
    void beyond_loopback_a_newcomer_comes_from_an_empty_folder_to_the_first_node_on_the_wall() throws Exception {
        walk("0.0.0.0", "https");
    }

    @Test
    void on_loopback_too_and_without_a_certificate_to_accept() throws Exception {
        walk("127.0.0.1", "http");
    }

    private void walk(String listen, String scheme) throws Exception {
        try (Program controller = controller(listen);
                Chromium chromium = Chromium.start()) {
            String link = controller.line("set up ");
            assertTrue(link.matches(scheme + "://(localhost|127.0.0.1):[0-9]+/set-up\\?token=[A-Za-z0-9_-]{32}"), link);
            if (scheme.equals("https")) {
                assertEquals(200, statusForWhoTrustsTheAuthority(URI.create(link)));
            }
            Page page = open(chromium.browser());
            setUp(page, link, scheme);
            theLinkIsGoodOnce(chromium.browser(), link);
            String command = claim(page, scheme);
            String script = Program.agentScript();
            assertTrue(command.startsWith("./tram agent --claim '"), command);
            Path device = Files.createDirectory(folder.resolve("device"));
            List<String> typed = List.of("bash", "-c", "exec " + script + command.substring("./tram agent".length()));
            try (Program agent = Program.start(device.resolve("log"), typed)) {
                assertThat(page.locator(".tile.UP .n")).hasText("1", SOON);
                assertThat(page.locator(".changes")).containsText(NODE);
                assertThat(page.locator(".map-problem")).hasCount(0);
                looks(page, "newcomer-wall-" + scheme);
                assertTrue(agent.process().isAlive());
            }
            theClaimIsGoodOnce(typed);
        }
    }

    private Program controller(String listen) throws IOException {
        Path settings = folder.resolve("controller.yaml");
        Files.writeString(
                settings,
                "names: [localhost]\n"
                        + "web: {listen: \"" + listen + ":" + freePort() + "\"}\n"
                        + "devices: {listen: \"" + listen + ":" + freePort() + "\", broker: \"" + listen + ":"
                        + freePort() + "\"}\n"
                        + "stamp: {listen: \"" + listen + ":0\"}\n");
        return Program.start(
                folder.resolve("log"), List.of(Program.controllerScript(), "--config", settings.toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Somebody who has taken the authority's certificate from the data folder sees no warning. */
    private int statusForWhoTrustsTheAuthority(URI link)
            throws IOException, GeneralSecurityException, InterruptedException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(folder.resolve("data/ca/ca.crt"))) {
            trusted.setCertificateEntry(
                    "tram", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Page open(Browser browser) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(1920, 1080)
                .setLocale("vi-VN"));
        return context.newPage();
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void setUp(Page page, String link, String scheme) throws IOException {
        page.navigate(link);
        page.getByLabel("Tỉnh").selectOption("27");
        page.getByLabel("Tên đăng nhập của người quản trị").fill("lan");
        page.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true)).fill(PASSWORD);
        page.getByLabel("Nhập lại mật khẩu").fill("mười hai con cò đen");
        click(page, "Hoàn tất");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Hai mật khẩu không giống nhau.");
        looks(page, "newcomer-set-up-" + scheme);
        page.getByLabel("Nhập lại mật khẩu").fill(PASSWORD);
        click(page, "Hoàn tất");
        assertThat(page.locator("main h1")).hasText("Thêm thiết bị đầu tiên", SOON);
        assertThat(page.locator(".steps > li")).hasCount(3);
        assertThat(page.locator(".province")).hasText("Tỉnh Bắc Ninh");
    }

    private static void theLinkIsGoodOnce(Browser browser, String link) throws IOException {
        Page other = open(browser);
        other.navigate(link);
        assertThat(other.locator("main")).containsText("chỉ dùng được một lần");
        assertThat(other.getByLabel("Tên đăng nhập của người quản trị")).hasCount(0);
        looks(other, "newcomer-link-used");
        String answer = (String) other.evaluate(
                "token => fetch('/api/v1/set-up', {method: 'POST', "
                        + "headers: {'Content-Type': 'application/json'}, body: JSON.stringify({token, user: 'ke-gian', "
                        + "password: 'mật khẩu của kẻ gian', province: '27'})}).then(r => r.status + ' ' + r.url)",
                link.substring(link.indexOf('=') + 1));
        assertTrue(answer.startsWith("409 "), answer);
        other.context().close();
    }

    private static String claim(Page page, String scheme) throws IOException {
        page.getByLabel("Tên thiết bị").fill(NODE);
        click(page, "Tạo mã");
        assertThat(page.locator(".command")).containsText("--claim");
        looks(page, "newcomer-steps-" + scheme);
        return page.locator(".command").innerText();
    }

    private void theClaimIsGoodOnce(List<String> typed) throws Exception {
        Path other = Files.createDirectory(folder.resolve("other-device"));
        try (Program agent = Program.start(other.resolve("log"), typed)) {
            assertEquals(2, agent.exitCode());
            assertTrue(
                    agent.said()
                            .contains("refused: claim: must be open; it is unknown, used or expired"
                                    + "; ask an engineer for a new claim"),
                    agent.said());
        }
    }

    /** As a telephone and a screen on the wall show it, by day and by night, in both languages. */
    private static void looks(Page page, String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        for (String language : List.of("en", "vi")) {
            page.evaluate("language => import('/js/i18n.js').then(texts => texts.setLang(language))", language);
            for (int width : List.of(360, 1920)) {
                page.setViewportSize(width, width == 360 ? 780 : 1080);
                for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    page.evaluate(
                            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                    page.screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(SCREENSHOTS.resolve(name + "-" + language + "-" + width + "-" + scheme + ".png")));
                    assertEquals(width, Chromium.width(page), name);
                    assertEquals(List.of(), width == 360 ? List.of() : Chromium.barriers(page), name);
                }
            }
        }
    }
}
