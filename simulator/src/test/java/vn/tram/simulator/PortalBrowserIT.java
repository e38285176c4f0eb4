package vn.tram.simulator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.access.NoGate;
import vn.tram.bundle.Hash;
import vn.tram.bundle.Manifest;
import vn.tram.bundle.PolicyFile;
import vn.tram.bundle.PortalFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.PortalPolicy.WayIn;
import vn.tram.page.Line;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.KnownKeys;
import vn.tram.portal.Portal;
import vn.tram.portal.PortalParts;
import vn.tram.portal.PortalServer;

/**
 * A person on a phone in front of the real portal, in a real browser. Leaves
 * screenshots in {@code target/screenshots/}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalBrowserIT {

    private static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");
    private static final Line CUT = new Line(Line.State.NO_INTERNET, NOON.minus(Duration.ofMinutes(25)));

    @TempDir
    static Path folder;

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final List<String> asked = new ArrayList<>();
    private volatile Line line = Line.GOOD;
    private Chromium chromium;
    private Portal portal;
    private PortalServer server;
    private BrowserContext context;
    private Page page;

    @BeforeAll
    void open_a_hotspot() throws Exception {
        chromium = Chromium.start();
        Files.createDirectories(WallInBrowser.SCREENSHOTS);
        InstantSource clock = () -> NOON;
        Map<String, byte[]> blobs = new HashMap<>();
        List<SigningKey> centre = List.of(SigningKey.make());
        String hash = bundle(blobs, centre);
        ContentFolder bundles = new ContentFolder(
                folder.resolve("content"), new KnownKeys(folder.resolve("keys"), () -> VerifyingKeys.of(centre)));
        bundles.install(hash, (wanted, part, max) -> Files.write(part, Objects.requireNonNull(blobs.get(wanted))));
        Content content =
                new Content(bundles, (wanted, part, max) -> {}, InstantSource.system(), executor, new Random(1));
        portal = new Portal(new PortalParts(
                content,
                new NoGate(clock),
                () -> line,
                readings -> true,
                folder.resolve("portal"),
                clock,
                new Random(1),
                "Chợ Bắc Ninh",
                "Tỉnh Bắc Ninh",
                null));
        server = PortalServer.open(portal, new InetSocketAddress("127.0.0.1", 0));
    }

    private static String bundle(Map<String, byte[]> blobs, List<SigningKey> centre) {
        PortalPolicy standard = PolicyFile.standard();
        PortalPolicy policy = new PortalPolicy(
                standard.allowance(), Set.of(WayIn.RULES, WayIn.VOUCHER), standard.terms(), List.of(), List.of());
        PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of())
                .with(new Announcement(
                        1,
                        NOON.minus(Duration.ofDays(2)),
                        new Announcement.Text(
                                "Lịch tiếp công dân tháng 12",
                                "Chủ tịch UBND tỉnh tiếp công dân sáng thứ Hai, 07/12/2026.\n\nTại trụ sở Ban Tiếp công dân."),
                        null))
                .with(new Announcement(
                        2,
                        NOON.minus(Duration.ofHours(3)),
                        new Announcement.Text(
                                "Tạm ngừng cấp điện tại phường Suối Hoa",
                                "Thứ Năm, 26/11/2026, từ 08:00 đến 11:30, để nâng cấp lưới điện."),
                        new Announcement.Text(
                                "Power cut in Suối Hoa ward",
                                "Thursday, 26 November 2026, from 08:00 to 11:30, for work on the grid.")));
        List<Manifest.Entry> entries = new ArrayList<>();
        Map.of(PortalFile.PATH, PortalFile.toJson(content), PolicyFile.PATH, PolicyFile.toJson(policy))
                .forEach((path, text) -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    blobs.put(Hash.of(bytes), bytes);
                    entries.add(new Manifest.Entry(path, Hash.of(bytes), bytes.length));
                });
        byte[] manifest = new Manifest(2, NOON, entries).signed(centre);
        blobs.put(Hash.of(manifest), manifest);
        return Hash.of(manifest);
    }

    @AfterAll
    void close_everything() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
        if (server != null) {
            server.close();
            portal.close();
        }
        executor.shutdownNow();
    }

    @BeforeEach
    void a_phone() {
        line = Line.GOOD;
        open(360, 740, ColorScheme.LIGHT, "vi-VN");
    }

    @AfterEach
    void nobody_but_the_portal_was_asked() {
        context.close();
        assertTrue(asked.stream().allMatch(url -> url.startsWith(base())), asked.toString());
    }

    private void open(int width, int height, ColorScheme colours, String locale) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setDeviceScaleFactor(2)
                        .setColorScheme(colours)
                        .setLocale(locale));
        page = context.newPage();
        asked.clear();
        page.onRequest((Request request) -> asked.add(request.url()));
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    private void go(String path) {
        page.navigate(base() + path);
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(WallInBrowser.SCREENSHOTS.resolve("portal-" + name + ".png")));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private void leaveIfIn() {
        go("/welcome?lang=vi");
        if (page.url().contains("/welcome")) {
            button("Rời mạng").click();
        }
    }

    @Test
    void a_person_sees_who_offers_it_and_the_button_without_scrolling_and_is_in_with_one_press() {
        leaveIfIn();
        asked.clear();
        go("/");
        page.screenshot(new Page.ScreenshotOptions().setPath(WallInBrowser.SCREENSHOTS.resolve("portal.png")));
        assertThat(page.locator("h1")).hasText("Wi-Fi miễn phí của Tỉnh Bắc Ninh");
        assertThat(button("Vào mạng")).isInViewport();
        assertEquals(1, asked.stream().filter(url -> url.equals(base() + "/")).count());

        button("Vào mạng").click();

        assertThat(page).hasURL(Pattern.compile(".*/welcome\\?lang=vi"));
        assertThat(page.locator("h1")).hasText("Bạn đã vào mạng");
        assertThat(page.locator(".code")).hasText(Pattern.compile("....-...."));
        assertEquals(List.of(), context.cookies());
        button("Rời mạng").click();
        assertThat(page.locator("h1")).hasText("Bạn đã rời mạng");
    }

    @Test
    void the_language_is_switched_by_a_link_and_stays_through_the_form() {
        leaveIfIn();
        go("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("English"))
                .click();
        button("Connect").click();
        assertThat(page.locator("h1")).hasText("You are online");
        leaveIfIn();
    }

    @Test
    void without_internet_a_person_reads_so_and_writes_to_the_centre() {
        leaveIfIn();
        line = CUT;
        go("/");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Từ 11:35 ngày 24/11/2026.");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Báo sự cố tại điểm phát này"))
                .click();
        page.getByLabel("Bạn thấy điều gì không ổn?").fill("Mất mạng từ sáng.");
        button("Gửi").click();
        assertThat(page.locator("h1")).hasText("Cảm ơn bạn");
    }

    @ParameterizedTest(name = "{0} {1} {2} px, text {3} %")
    @CsvSource({
        "vi, LIGHT, 360, 100",
        "en, DARK, 360, 100",
        "vi, DARK, 320, 100",
        "en, LIGHT, 320, 200",
        "vi, LIGHT, 360, 200"
    })
    void nothing_keeps_anybody_from_using_any_page(String language, ColorScheme colours, int width, int text) {
        open(width, 740, colours, language.equals("vi") ? "vi-VN" : "en-GB");
        leaveIfIn();
        List<String> barriers = new ArrayList<>();
        String suffix = "-" + language + "-" + colours + "-" + width + "-" + text;
        for (String path : List.of("/", "/?word=2345-6789", "/rules", "/announcements", "/report", "/nothing")) {
            look(path + (path.contains("?") ? "&" : "?") + "lang=" + language, text, suffix, barriers);
        }
        line = CUT;
        look("/?lang=" + language + "&cut", text, suffix, barriers);
        line = Line.GOOD;
        go("/?lang=" + language);
        button(language.equals("vi") ? "Vào mạng" : "Connect").click();
        look("/welcome?lang=" + language, text, suffix, barriers);
        look("/?lang=" + language + "&in", text, suffix, barriers);
        assertEquals(List.of(), barriers);
    }

    private void look(String path, int text, String suffix, List<String> barriers) {
        go(path);
        if (text != 100) {
            page.evaluate("percent => { document.documentElement.style.fontSize = percent + '%'; }", text);
        }
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
        Chromium.barriers(page).forEach(barrier -> barriers.add(path + ": " + barrier));
        int width = page.viewportSize().width;
        if (Chromium.width(page) > width) {
            barriers.add(path + ": is " + Chromium.width(page) + " px wide of " + width);
        }
        String name = URLEncoder.encode(path.replaceAll("lang=..", "").replaceAll("[/?&]", ""), StandardCharsets.UTF_8);
        shoot((name.isEmpty() ? "first" : name) + suffix);
    }
}
