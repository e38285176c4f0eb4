package vn.tram.simulator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.people.Role;
import vn.tram.simulator.device.Province;

/**
 * What people see in a real browser: the pages, from the real web server, over a province in which the fibre of Gia
 * Bình has been cut for twelve minutes. Leaves screenshots in {@code target/screenshots/}.
 */
class WallBrowserIT extends WallInBrowser {

    private static final LocatorAssertions.HasTextOptions SOON =
            new LocatorAssertions.HasTextOptions().setTimeout(15_000);

    @Override
    void happens() {
        stage.pass(WallStage.PAST.minus(Duration.ofMinutes(12)));
        stage.under(GIA_BINH).forEach(stage::lose);
        stage.pass(Duration.ofMinutes(7));
        stage.breakRadio(stage.anyHotspotOutside(GIA_BINH).endpoint(), true);
    }

    @BeforeEach
    void open_a_page() {
        open(1920, 1080, ColorScheme.LIGHT);
    }

    private void go(String path) {
        page.navigate(stage.uri().resolve(path).toString());
    }

    private Locator figure(String health) {
        return page.locator(".tile." + health + " .n");
    }

    private void signIn(Role role, String next) {
        signIn(stage.uri(), role, next);
    }

    @Test
    void the_wall_says_how_many_nodes_are_how_and_what_the_cause_is() {
        int down = stage.under(GIA_BINH).size();
        go("/");

        assertThat(figure("DOWN")).hasText(String.valueOf(down), SOON);
        assertThat(figure("DEGRADED")).hasText("1");
        assertThat(figure("UP")).hasText(String.valueOf(Province.DEFAULT_NODES - down - 1));
        assertThat(figure("UNKNOWN")).hasText("0");
        Locator cause = page.locator(".incident").filter(new Locator.FilterOptions().setHasText("UBND huyện Gia Bình"));
        assertThat(cause).containsText("Kéo theo " + (down - 1) + " thiết bị khác mất kết nối");
        assertThat(page.locator(".feed")).containsText(Pattern.compile("cập nhật [0-3] giây trước"));
        assertThat(page.locator("html")).hasAttribute("data-feed", "live");
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("wall.png")));
    }

    @Test
    void an_incident_appears_and_goes_without_a_reload() {
        go("/");
        assertThat(figure("UP")).hasText(Pattern.compile("[0-9]+"), SOON);
        page.evaluate("window.sameDocument = true");
        Node lost = stage.province.nodes().stream()
                .filter(node -> node.endpoint().equals("tsl-so-03"))
                .findFirst()
                .orElseThrow();
        Locator incident = page.locator(".incident").filter(new Locator.FilterOptions().setHasText(lost.name()));
        assertThat(incident).hasCount(0);

        stage.lose(lost.endpoint());
        assertThat(incident).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
        assertThat(incident).containsText("Mất kết nối thiết bị");

        stage.connect(lost.endpoint());
        assertThat(incident).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
        assertEquals(true, page.evaluate("window.sameDocument"));
    }

    @Test
    void the_language_is_switched_without_a_reload_and_remembered() {
        go("/");
        assertThat(page.locator(".tile.DOWN .word")).hasText("Mất kết nối", SOON);
        page.evaluate("window.sameDocument = true");

        button("EN").click();

        assertThat(page.locator(".tile.DOWN .word")).hasText("Down");
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        assertEquals(true, page.evaluate("window.sameDocument"));
        go("/nodes");
        assertThat(page.locator("main h1")).hasText("Nodes", SOON);
        go("/nodes?lang=vi");
        assertThat(page.locator("main h1")).hasText("Thiết bị", SOON);
    }

    @Test
    void a_wrong_password_is_refused_and_an_operator_takes_an_incident() {
        Node lost = stage.anyHotspotOutside(GIA_BINH);
        go("/sign-in");
        page.getByLabel("Tên đăng nhập").fill("operator");
        page.getByLabel("Mật khẩu").fill("sai-mat-khau-roi");
        page.locator("main button[type=submit]").click();
        assertThat(page.getByRole(AriaRole.ALERT)
                        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\S"))))
                .isVisible();

        signIn(Role.OPERATOR, "/");
        Locator incident = page.locator(".incident").filter(new Locator.FilterOptions().setHasText(lost.name()));
        incident.getByRole(AriaRole.BUTTON).click();

        assertThat(incident)
                .containsText("operator đã tiếp nhận", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
    }

    @Test
    void a_publisher_publishes_an_announcement_and_sees_who_shows_it() {
        signIn(Role.PUBLISHER, "/announcements");
        page.locator("[name=titleVi]").fill("Lịch cắt điện <b>26/11</b>");
        page.locator("[name=bodyVi]").fill("Tạm ngừng cấp điện từ 08:00 đến 11:30.");
        assertThat(portal().locator("article h3").first()).hasText("Lịch cắt điện <b>26/11</b>", SOON);
        assertThat(portal().locator("h1")).hasText("Wi-Fi miễn phí của Tỉnh Bắc Ninh");
        assertEquals(360.0, ((Number) page.evaluate("document.querySelector('.phone').clientWidth")).doubleValue());
        button("Đăng…").click();
        button("Đăng ngay").click();

        Locator first = page.locator(".published > li").first();
        assertThat(first.locator("h3")).hasText("Lịch cắt điện <b>26/11</b>", SOON);
        assertThat(first.locator(".reach")).containsText("0 / 187");
        stage.show(stage.anyHotspotOutside(GIA_BINH).endpoint(), 1_000);
        assertThat(first.locator(".reach b")).not().hasText("0", SOON);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920,vi", "DARK,360,en", "LIGHT,360,vi"})
    void an_author_plans_orders_changes_and_retires_announcements(ColorScheme scheme, int width, String language) {
        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        String name = width + "-" + scheme + "-" + language;
        signIn(Role.PUBLISHER, "/announcements?lang=" + language);
        publish("Chợ phiên " + name, true);
        publish("Tạm ngừng cấp nước sinh hoạt trên địa bàn các phường trung tâm thành phố, " + name, false);
        Locator list = page.locator("section .published > li");
        Locator market = announced("Chợ phiên " + name);
        Locator water = announced("Tạm ngừng");
        assertThat(list.first()).containsText("Tạm ngừng", SOON_CONTAINS);
        water.locator("button").nth(2).click();
        assertThat(list.first()).containsText("Chợ phiên", SOON_CONTAINS);
        assertThat(market.locator(".stage")).hasClass("stage SCHEDULED");
        page.locator("details.panel summary").last().click();
        assertThat(page.locator(".versions tbody tr")).hasCount(187);
        shoot("authors-" + name);
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        assertEquals(List.of(), Chromium.barriers(page));

        water.locator("button").first().click();
        page.locator("[name=titleVi]").fill("Nước có lại lúc 14:00, " + name);
        page.locator(".compose button.primary").click();
        page.locator(".publish-sure button.primary").click();
        Locator changed = announced("Nước có lại lúc 14:00, " + name);
        assertThat(changed).hasCount(1);
        market.locator("button").last().click();
        market.locator("button.primary").click();
        assertThat(market).hasCount(0);
        changed.locator("button").last().click();
        changed.locator("button.primary").click();
        assertThat(changed).hasCount(0);
        assertThat(page.locator("details .published > li .stage.RETIRED").first())
                .isAttached();
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920,vi", "DARK,360,en"})
    void two_people_send_a_drill_and_nobody_confirms_his_own(ColorScheme scheme, int width, String language) {
        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        String name = width + "-" + scheme + "-" + language;
        signIn(Role.PUBLISHER, "/emergencies?lang=" + language);
        page.locator("[name=eventVi]").fill("Lũ");
        page.locator("[name=headlineVi]").fill("Nước sông Cầu lên nhanh " + name);
        page.locator("[name=instructionVi]").fill("Rời nhà ven sông.\nMang theo giấy tờ.");
        assertThat(portal().locator(".alarm .headline")).hasText("Nước sông Cầu lên nhanh " + name, SOON);
        assertThat(portal().locator(".alarm.drill")).hasCount(1);
        shoot("emergency-form-" + name);
        assertEquals(List.of(), Chromium.barriers(page));
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        page.locator(".compose button[type=submit]").click();
        Locator waiting = page.locator(".waiting li").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(waiting).hasCount(1);
        assertThat(waiting.locator("button")).hasCount(1);

        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        signIn(Role.OPERATOR, "/emergencies?lang=" + language);
        waiting = page.locator(".waiting li").filter(new Locator.FilterOptions().setHasText(name));
        waiting.locator("button.primary").click();
        shoot("emergency-waiting-" + name);
        waiting.locator("button.primary").click();
        Locator sent = page.locator("[aria-labelledby=sent] li").first();
        assertThat(sent.locator("h3")).hasText("Nước sông Cầu lên nhanh " + name, SOON);
        assertThat(sent.locator(".stage")).hasClass("stage SHOWN");
        assertThat(page.locator(".waiting")).hasCount(0);
        shoot("emergency-sent-" + name);
        assertEquals(List.of(), Chromium.barriers(page));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920,vi", "DARK,360,en"})
    void a_sheet_of_vouchers_is_made_to_be_printed_and_its_batch_is_revoked(
            ColorScheme scheme, int width, String language) {
        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        String name = width + "-" + scheme + "-" + language;
        signIn(Role.PUBLISHER, "/vouchers?lang=" + language);
        page.locator("[name=count]").fill("30");
        page.locator("button[type=submit]").click();
        assertThat(page.locator(".slips > li")).hasCount(30);
        shoot("vouchers-" + name);
        assertEquals(List.of(), Chromium.barriers(page));
        assertEquals(true, page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("tram-header")).not().isVisible();
        assertThat(page.locator(".slips > li").first()).isVisible();
        shoot("vouchers-print-" + name);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        Locator batch = page.locator("[aria-labelledby=batches] li").last();
        batch.locator("button").click();
        batch.locator("button.primary").click();
        assertThat(page.locator(".slips")).hasCount(0);
    }

    private Locator announced(String text) {
        return page.locator("section .published > li").filter(new Locator.FilterOptions().setHasText(text));
    }

    private void publish(String title, boolean planned) {
        page.locator("[name=titleVi]").fill(title);
        page.locator("[name=bodyVi]").fill("Nội dung của thông báo.");
        if (planned) {
            page.locator("details.planning summary").first().click();
            page.locator("[name=from]").fill("2099-01-02T05:00");
            page.locator("[name=days][value=SATURDAY]").check();
            page.locator("details.planning summary").nth(1).click();
            page.locator("details.planning [type=search]").fill("Gia Binh");
            page.locator(".found button").first().click();
        }
        page.locator(".compose button.primary").click();
        page.locator(".publish-sure button.primary").click();
        assertThat(announced(title)).hasCount(1);
    }

    private FrameLocator portal() {
        return page.frameLocator(".phone iframe");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920", "DARK,360"})
    void the_preview_is_the_portals_own_page_with_its_style_and_as_long_as_the_text(ColorScheme scheme, int width)
            throws IOException {
        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        try (WallStage empty = WallStage.empty()) {
            signIn(empty.uri(), Role.PUBLISHER, "/announcements");
            assertThat(portal().locator("main")).containsText("Hiện chưa có thông báo nào.", SOON_CONTAINS);
            shoot("portal-empty-" + width + "-" + scheme);
            String word = "Nghiêng".repeat(12);
            page.locator("[name=titleVi]")
                    .fill("Thông báo về việc tạm ngừng cấp nước sinh hoạt " + word.substring(0, 60));
            page.locator("[name=bodyVi]").fill(("Kính gửi bà con, " + word + ". ").repeat(30) + "\n\nTrân trọng.");
            assertThat(portal().locator("article p").last()).hasText("Trân trọng.", SOON);
            assertEquals(
                    360.0,
                    ((Number) page.evaluate("innerWidth > 360 ? document.querySelector('.phone').clientWidth : 360"))
                            .doubleValue());
            // Its own style sheet is let in by its hash: a card has round corners.
            assertThat(portal().locator("article")).hasCSS("border-radius", "12px");
            assertEquals(true, page.evaluate("document.querySelector('.phone').scrollHeight > 1000"));
            assertEquals(
                    true,
                    page.evaluate(
                            "(() => { const d = document.querySelector('.phone iframe').contentDocument.documentElement;"
                                    + " return d.scrollWidth <= d.clientWidth; })()"));
            shoot("portal-long-" + width + "-" + scheme);
            assertEquals(width, Chromium.width(page));
            page.locator("[name=titleEn]").fill("No water on Thursday");
            assertThat(portal().locator("html")).hasAttribute("lang", "en");
            assertThat(portal().locator("article h3").first()).hasText("No water on Thursday", SOON);
            page.goBack();
            assertThat(page.locator("main h1").first()).not().hasText("Thông báo");
        }
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Test
    void the_demo_cuts_a_fibre_and_mends_it() {
        signIn(Role.OPERATOR, "/");
        button("Gây lỗi thử").click();
        page.getByLabel("Tìm", new Page.GetByLabelOptions().setExact(true)).fill("luong tai");
        button("Cắt cáp quang của huyện").click();

        Locator incident =
                page.locator(".incident").filter(new Locator.FilterOptions().setHasText("UBND huyện Lương Tài"));
        assertThat(incident).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Khắc phục lỗi ở Huyện Lương Tài"))
                .click();
        assertThat(incident).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(120_000));
    }

    @Test
    void the_table_finds_a_name_without_its_accents_and_the_address_keeps_the_filter() {
        go("/nodes");
        page.getByLabel("Tìm theo tên, mã, địa điểm").fill("gia binh");
        button("Chưa rõ 0").waitFor();
        page.locator(".chip", new Page.LocatorOptions().setHasText("Mất kết nối"))
                .click();
        assertThat(page.locator(".nodes .row .c-name a").first()).containsText("Gia Bình");
        assertTrue(page.url().contains("health=DOWN"), page.url());

        page.reload();
        assertThat(page.locator(".nodes .row .c-name a").first()).containsText("Gia Bình", SOON_CONTAINS);
        assertEquals(0, page.locator(".nodes .row .badge.UP").count());
    }

    private static final LocatorAssertions.ContainsTextOptions SOON_CONTAINS =
            new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

    @Test
    void a_node_shows_its_evidence_its_traffic_and_its_values() {
        go("/node/" + stage.province.nodes().get(0).endpoint());
        assertThat(page.locator(".verdict-line")).containsText("Hoạt động", SOON_CONTAINS);
        Locator wan = page.locator(".link").first();
        assertThat(wan.locator(".legend")).containsText("bit/s", SOON_CONTAINS);
        assertThat(wan.locator(".chart canvas")).isVisible();
        assertThat(wan.locator(".link-facts")).containsText("MTU 1500");
        assertThat(page.locator(".verdict .facts dd").last()).hasText(Pattern.compile("đúng giờ|(nhanh|chậm) [1-9]"));
        page.getByLabel("Tìm theo đường dẫn, tên, giá trị").fill("/42770/0/8");
        assertThat(page.locator(".values tbody td.value"))
                .hasText(stage.province.nodes().get(0).endpoint());
    }

    @Test
    void a_name_that_looks_like_markup_stays_a_name() throws IOException {
        try (WallStage empty = WallStage.empty()) {
            page.navigate(empty.uri().toString());
            String name = "<img src=x onerror=alert(1)>";
            Site site = new Site("s-x", name, Site.Tier.AREA, "256", "256", null, 21.18, 106.07);
            empty.add(new Node("node-x", name, Node.Kind.OTHER, "s-x", null), site);
            assertThat(page.locator(".change a").first()).hasText(name, SOON);
            assertEquals(0, page.locator("main img").count());
        }
    }

    @Test
    void before_the_first_node_there_are_three_steps_to_it() throws IOException {
        try (WallStage empty = WallStage.empty()) {
            page.navigate(empty.uri() + "sign-in");
            page.getByLabel("Tên đăng nhập").fill("engineer");
            page.getByLabel("Mật khẩu").fill(WallStage.PASSWORD);
            page.locator("main button[type=submit]").click();
            assertThat(page.locator(".steps > li")).hasCount(3);
            page.getByLabel("Tên thiết bị").fill("tsl-1");
            button("Tạo mã").click();
            assertThat(page.locator(".command")).containsText("tram agent");
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("first-steps.png")));

            Site site = new Site("s-1", "UBND xã Đại Đồng", Site.Tier.COMMUNE, "09286", "256", null, 21.18, 106.07);
            empty.add(new Node("tsl-1", "UBND xã Đại Đồng", Node.Kind.CONNECTION_POINT, "s-1", null), site);
            assertThat(figure("UP")).hasText("1", SOON);
        }
    }

    @Test
    void what_is_no_longer_live_is_not_shown_as_live() throws IOException {
        WallStage gone = WallStage.empty();
        page.navigate(gone.uri().toString());
        assertThat(page.locator("html")).hasAttribute("data-feed", "live");
        gone.close();
        assertThat(page.locator(".banner")).containsText("có thể không còn đúng", SOON_CONTAINS);
        assertThat(page.locator("html")).not().hasAttribute("data-feed", "live");
        // A server that is closing may answer so for a moment, and the browser says that it did.
        complaints.removeIf(complaint -> complaint.contains("status of 503"));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920", "DARK,1920", "LIGHT,360", "DARK,360"})
    void every_page_is_accessible_and_fits(ColorScheme scheme, int width) {
        context.close();
        open(width, width == 360 ? 780 : 1080, scheme);
        signIn(Role.ADMINISTRATOR, "/");
        String node = stage.province.nodes().get(0).endpoint();
        for (String path : List.of(
                "/",
                "/nodes",
                "/add-node",
                "/node/" + node,
                "/incidents?id=1",
                "/maintenance",
                "/announcements",
                "/users",
                "/sign-in",
                "/no-such-page")) {
            go(path);
            assertThat(page.locator("main h1").first()).isAttached();
            assertThat(page.locator("main .spinner"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
            if (!path.equals("/sign-in")) {
                assertThat(page.locator("html")).hasAttribute("data-feed", "live");
            }
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            String name = path.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", "");
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(
                            (name.isEmpty() ? "wall" : name) + "-" + width + "-" + scheme + ".png")));
            // What axe looks at does not depend on the width.
            List<String> violations = width == 360 ? List.of() : Chromium.barriers(page);
            assertEquals(List.of(), violations, path);
            assertEquals(width, Chromium.width(page), path);
        }
    }
}
