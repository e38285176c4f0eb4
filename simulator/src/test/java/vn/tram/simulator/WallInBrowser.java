package vn.tram.simulator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import vn.tram.people.Role;
import vn.tram.simulator.device.Province;

/** One browser on one province for all tests of a class, and a page of its own for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WallInBrowser {

    static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** A district, by its code. */
    static final String GIA_BINH = "263";

    WallStage stage;
    BrowserContext context;
    Page page;
    final List<String> complaints = new ArrayList<>();
    private Chromium chromium;

    /** What happens in the province before anybody looks. */
    abstract void happens();

    @BeforeAll
    void open_a_browser_on_a_province() throws IOException {
        chromium = Chromium.start();
        Files.createDirectories(SCREENSHOTS);
        stage = WallStage.filled(Province.DEFAULT_NODES);
        happens();
        stage.run();
    }

    @AfterAll
    void close_everything() {
        if (chromium != null) {
            chromium.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @AfterEach
    void nothing_was_refused_by_the_browser_and_nothing_failed_in_it() {
        context.close();
        assertEquals(List.of(), complaints);
    }

    void open(int width, int height, ColorScheme scheme) {
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setLocale("vi-VN"));
        page = context.newPage();
        complaints.clear();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            boolean expected = message.text().contains("status of 401")
                    || message.text().contains("ERR_")
                    || message.location().contains("/no-such-page");
            if (message.type().equals("error") && !expected) {
                complaints.add(message.text());
            }
        });
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void signIn(URI where, Role role, String next) {
        page.navigate(where.resolve("/sign-in?next=" + next).toString());
        page.getByLabel("Tên đăng nhập").fill(role.name().toLowerCase(Locale.ROOT));
        page.getByLabel("Mật khẩu").fill(WallStage.PASSWORD);
        page.locator("main button[type=submit]").click();
        assertThat(page.locator("main h1").first()).not().hasText("Đăng nhập");
    }
}
