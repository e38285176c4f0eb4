package vn.tram.simulator;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.inventory.Node;
import vn.tram.people.Role;

/** What people do with incidents and maintenance on the pages, in Chromium. */
class IncidentBrowserIT extends WallInBrowser {

    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(15_000);

    @Override
    void happens() {
        stage.pass(WallStage.PAST.minus(Duration.ofMinutes(20)));
        stage.under(GIA_BINH).forEach(stage::lose);
        Node worked = stage.anyHotspotOutside(GIA_BINH);
        stage.workAt(Objects.requireNonNull(worked.site()), "Nâng cấp phần mềm bộ phát Wi-Fi");
        stage.lose(worked.endpoint());
    }

    private void open(int width, ColorScheme scheme, Role role, String next) {
        open(width, width == 360 ? 780 : 1080, scheme);
        signIn(stage.uri(), role, next);
    }

    private void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    @Test
    void an_incident_says_whom_it_hits_and_takes_a_colleague_a_word_and_a_level() {
        open(1920, ColorScheme.LIGHT, Role.OPERATOR, "/incidents");
        page.locator(".incident-list a").first().click();
        Locator detail = page.locator(".incident-detail");
        assertThat(detail.locator(".facts")).containsText("Ảnh hưởng", SOON);
        assertThat(detail.locator(".facts .kinds").first()).containsText("Điểm kết nối");
        assertThat(detail.locator(".timeline")).containsText("Báo lên cấp trên: quá 15 phút chưa ai tiếp nhận");

        detail.getByLabel("Giao cho").selectOption("engineer");
        assertThat(detail.locator(".timeline")).containsText("Giao cho engineer xử lý", SOON);
        detail.getByLabel("Ghi chú").fill("Đứt cáp tại cầu <b>Bình Than</b>\nđội ứng cứu đang tới");
        button("Ghi vào diễn biến").click();
        assertThat(detail.locator(".timeline")).containsText("cầu <b>Bình Than</b>", SOON);
        button("Báo lên cấp trên…").click();
        detail.getByLabel("Lý do").fill("Cần nhà mạng");
        button("Chuyển lên mức 2").click();
        assertThat(detail.locator(".timeline")).containsText("Báo lên cấp trên. Cần nhà mạng", SOON);
        assertThat(detail.locator(".facts .level")).hasText("Báo cấp trên, mức 2");
        assertThat(detail.locator(".timeline li").last()).containsText("operator");
        assertEquals(List.of(), Chromium.barriers(page));
    }

    @Test
    void an_engineer_plans_work_and_nobody_is_alarmed_by_what_it_takes_down() {
        Node node = stage.province.nodes().stream()
                .filter(one -> one.endpoint().equals("tsl-so-03"))
                .findFirst()
                .orElseThrow();
        open(1920, ColorScheme.LIGHT, Role.ENGINEER, "/maintenance?node=" + node.endpoint());
        page.getByLabel("Nội dung công việc").fill("Thay nguồn");
        button("Lên lịch bảo trì").click();
        Locator window = page.locator(".window").filter(new Locator.FilterOptions().setHasText(node.name()));
        assertThat(window).containsText("Đang bảo trì", SOON);
        assertThat(window).containsText(node.name());

        page.navigate(stage.uri().resolve("/").toString());
        assertThat(page.locator(".wall-incidents .worked")).containsText("Đang bảo trì: 2", SOON);
        Locator incidents = page.locator(".incident").filter(new Locator.FilterOptions().setHasText(node.name()));
        stage.lose(node.endpoint());
        assertThat(page.locator(".change").first()).containsText(node.name(), SOON);
        assertThat(page.locator(".change").first()).containsText("Bảo trì");
        assertThat(incidents).hasCount(0);
        page.navigate(stage.uri().resolve("/node/" + node.endpoint()).toString());
        assertThat(page.locator(".work")).containsText("Thay nguồn", SOON);
        assertThat(page.locator(".node-marks")).containsText("Mất kết nối");

        page.navigate(stage.uri().resolve("/maintenance").toString());
        window.getByRole(AriaRole.BUTTON).click();
        button("Đồng ý kết thúc").click();
        assertThat(window).containsText("Đã huỷ", SOON);
        page.navigate(stage.uri().resolve("/").toString());
        assertThat(incidents).hasCount(1, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
        stage.connect(node.endpoint());
    }

    @Test
    void times_are_typed_in_24_hours_and_a_day_that_is_not_in_the_calendar_is_refused_with_an_example() {
        Node node = stage.anyHotspotOutside(GIA_BINH);
        open(1920, ColorScheme.LIGHT, Role.ENGINEER, "/maintenance?node=" + node.endpoint());
        Locator from = page.locator("input[name=from]");
        assertThat(from).hasValue(Pattern.compile("[0-3][0-9]/[01][0-9]/20[0-9]{2} [0-2][0-9]:[0-5][0-9]"));
        from.fill("31/02/2031 08:00");
        page.getByLabel("Nội dung công việc").fill("Thay ắc quy");
        button("Lên lịch bảo trì").click();
        assertThat(page.locator("#from-wrong"))
                .containsText("Phải là ngày/tháng/năm và giờ:phút theo 24 giờ, ví dụ", SOON);
        assertThat(from).hasAttribute("aria-invalid", "true");
        assertEquals(List.of(), Chromium.barriers(page));
        shoot("moment-wrong");

        LocalDate day = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh")).plusDays(100);
        DateTimeFormatter shown = DateTimeFormatter.ofPattern("dd/MM/yyyy");
        from.fill(day.format(DateTimeFormatter.ofPattern("d/M/yyyy")) + " 22:05");
        page.locator("input[name=until]").fill(day.plusDays(1).format(shown) + " 2:00");
        button("Lên lịch bảo trì").click();
        Locator window = page.locator(".window").filter(new Locator.FilterOptions().setHasText("Thay ắc quy"));
        assertThat(window).containsText(day.format(shown) + " 22:05", SOON);
        assertThat(window).containsText(day.plusDays(1).format(shown) + " 02:00");
        window.getByRole(AriaRole.BUTTON).click();
        button("Đồng ý kết thúc").click();
        assertThat(window).containsText("Đã huỷ", SOON);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1920,vi", "DARK,1920,en", "LIGHT,360,en", "DARK,360,vi"})
    void the_pages_of_the_control_room_are_accessible_and_fit(ColorScheme scheme, int width, String language) {
        open(width, scheme, Role.ADMINISTRATOR, "/maintenance?lang=" + language);
        String worked = stage.anyHotspotOutside(GIA_BINH).endpoint();
        boolean isEnglish = language.equals("en");
        button(isEnglish ? "Every week" : "Hằng tuần").click();
        assertThat(page.locator(".days input")).hasCount(7);
        for (String path : List.of("", "/incidents?id=1", "/", "/node/" + worked)) {
            if (!path.isEmpty()) {
                page.navigate(stage.uri().resolve(path).toString());
            }
            assertThat(page.locator("html")).hasAttribute("data-feed", "live");
            assertThat(page.locator("main .spinner"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(15_000));
            String name = path.isEmpty() ? "maintenance" : path.equals("/") ? "wall" : path.split("[/?]", 3)[1];
            shoot("worked-" + name + "-" + width + "-" + scheme + "-" + language);
            assertEquals(List.of(), width == 360 ? List.of() : Chromium.barriers(page), path);
            assertEquals(width, Chromium.width(page), path);
        }
    }
}
