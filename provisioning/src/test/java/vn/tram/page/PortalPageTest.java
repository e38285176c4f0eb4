package vn.tram.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.bundle.PolicyFile;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;
import vn.tram.document.Terms;

class PortalPageTest {

    private static final Announcement MEETING = new Announcement(
            3,
            Instant.parse("2026-11-23T18:00:00Z"),
            new Announcement.Text("Lịch tiếp dân <tháng 12>", "Sáng thứ Hai.\n\nTại trụ sở."),
            null);
    private static final PortalContent CONTENT = new PortalContent("Tỉnh Bắc Ninh", List.of(MEETING));

    @Test
    void vietnamese_is_what_people_get_unless_they_ask_for_english() {
        assertTrue(PortalPage.render(CONTENT, 3, "hs-001", "fr", true).contains("<html lang=\"vi\">"));
        assertTrue(PortalPage.render(CONTENT, 3, "hs-001", "en", true).contains("<html lang=\"en\">"));
    }

    @Test
    void what_was_typed_is_text_and_never_markup() {
        String html = PortalPage.render(CONTENT, 3, "<b>", "vi", true);
        assertTrue(html.contains("Lịch tiếp dân &lt;tháng 12&gt;"));
        assertFalse(html.contains("<b>"));
        assertTrue(html.contains("<p>Sáng thứ Hai.</p><p>Tại trụ sở.</p>"));
    }

    @Test
    void dates_are_vietnamese_local_dates() {
        assertTrue(PortalPage.render(CONTENT, 3, "hs-001", "vi", true).contains("Đăng ngày 24/11/2026"));
    }

    @Test
    void a_text_without_translation_says_which_language_it_is_in() {
        assertTrue(PortalPage.render(CONTENT, 3, "hs-001", "en", true).contains("<article lang=\"vi\">"));
    }

    @Test
    void a_hotspot_that_is_cut_off_says_so() {
        assertFalse(PortalPage.render(CONTENT, 3, "hs-001", "vi", true).contains("role=\"status\""));
        assertTrue(PortalPage.render(CONTENT, 3, "hs-001", "vi", false).contains("mất kết nối với trung tâm"));
    }

    @Test
    void an_empty_portal_says_that_there_is_nothing() {
        assertTrue(PortalPage.render(new PortalContent("Tỉnh Bắc Ninh", List.of()), 0, "hs-001", "en", true)
                .contains("There are no announcements"));
    }

    @Test
    void the_page_fits_into_the_first_round_trip_and_asks_nobody_else() {
        String html = PortalPage.render(CONTENT, 3, "hs-001", "vi", false);
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < 14_000, "was " + html.length());
        for (String outside : List.of("=\"http", "src=", "url(", "@import", "<script", "<link")) {
            assertFalse(html.contains(outside), outside);
        }
        assertEquals(1, html.split("<style>", -1).length - 1);
    }

    @Test
    void however_much_is_announced_the_page_stays_small_and_says_that_there_is_more() {
        PortalContent much = new PortalContent("Tỉnh Bắc Ninh", List.of());
        for (int i = 1; i <= PortalContent.MAX_ANNOUNCEMENTS; i++) {
            much = much.with(new Announcement(
                    i, MEETING.publishedAt(), new Announcement.Text("Tin " + i, "Nội dung dài. ".repeat(80)), null));
        }
        for (String language : List.of("vi", "en")) {
            String html = PortalPage.render(much, 20, "hs-001", language, true);
            assertTrue(html.getBytes(StandardCharsets.UTF_8).length <= PortalPage.MAX_BYTES);
            assertTrue(html.contains("<h3>Tin 20</h3>"));
            assertTrue(html.contains("href=\"/announcements?lang=" + language));
            assertTrue(html.contains("<summary>"), "the rules are still there");
        }
    }

    @Test
    void rules_of_use_that_are_too_long_for_the_page_are_behind_a_link_before_the_button() {
        Announcement.Text longest = new Announcement.Text("Quy định", "x ".repeat(2000));
        PortalPolicy standard = PolicyFile.standard();
        PortalPolicy policy = new PortalPolicy(
                standard.allowance(), standard.ways(), new Terms(2, longest, longest), List.of(), List.of());
        PortalContent big =
                new PortalContent("Tỉnh Bắc Ninh", List.of(new Announcement(1, Instant.EPOCH, longest, null)));
        String html = PortalPage.render(front(big, policy, Line.GOOD, false));
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length <= PortalPage.MAX_BYTES);
        assertTrue(html.indexOf("/rules?lang=vi") < html.indexOf("action=\"/login\""));
        assertTrue(html.indexOf("/rules?lang=vi") > 0);
    }

    @Test
    void the_notice_and_the_rules_stand_before_the_button() {
        String html = PortalPage.render(CONTENT, 3, "hs-001", "vi", true);
        int button = html.indexOf("<button class=\"go\">");
        assertTrue(html.indexOf("đồng ý với quy định sử dụng") < button);
        assertTrue(html.indexOf("Quy định sử dụng Wi-Fi công cộng (bản 1)") < button);
        assertTrue(button < html.indexOf("<h2>Thông báo"));
    }

    @Test
    void a_hotspot_without_internet_says_since_when_and_takes_reports() {
        Line cut = new Line(Line.State.NO_INTERNET, Instant.parse("2026-11-24T07:05:00Z"));
        String vi = PortalPage.render(front(CONTENT, PolicyFile.standard(), cut, false));
        assertTrue(vi.contains("đang mất Internet"));
        assertTrue(vi.contains("Từ 14:05 ngày 24/11/2026."));
        assertTrue(vi.contains("href=\"/report?lang=vi\""));
    }

    @Test
    void whoever_is_in_is_told_how_long_and_how_much_is_left_as_people_here_write_it() {
        OtherPages.Visit visit = new OtherPages.Visit(
                Duration.ofMinutes(239),
                Instant.parse("2026-11-24T11:05:00Z"),
                1_250_000_000L,
                "7K2M-9QTX",
                "http://10.77.0.1:2050/?word=7K2M-9QTX",
                "s");
        Place place = new Place("Tỉnh Bắc Ninh", "hs-001", 3, "vi", Line.GOOD);
        String html = OtherPages.welcome(place, CONTENT, visit);
        // Rows of modules are lines, and a line without colour is not there.
        assertTrue(html.contains("crispEdges\"><path stroke=\"#000\" d=\"M0 0h7"), html);
        assertTrue(html.contains("Còn 3 giờ 59 phút, đến 18:05 ngày 24/11/2026."), html);
        assertTrue(html.contains("Còn 1,25 GB dữ liệu."));
        assertTrue(html.contains("7K2M-9QTX"));
        assertTrue(html.contains("<svg class=\"qr\" role=\"img\""));
    }

    @Test
    void every_page_is_in_nfc_whatever_was_typed() {
        String decomposed = Normalizer.normalize("Tỉnh Bắc Ninh", Normalizer.Form.NFD);
        String html = PortalPage.render(new PortalContent(decomposed, List.of()), 0, decomposed, "vi", true);
        assertTrue(Normalizer.isNormalized(html, Normalizer.Form.NFC));
        assertTrue(html.contains("Tỉnh Bắc Ninh"));
    }

    @Test
    void every_trouble_has_words_in_both_languages() {
        for (Trouble trouble : Trouble.values()) {
            Place vi = new Place("Tỉnh Bắc Ninh", "hs-001", 3, "vi", Line.GOOD);
            Place en = new Place("Tỉnh Bắc Ninh", "hs-001", 3, "en", Line.GOOD);
            assertNotEquals(OtherPages.trouble(vi, trouble), OtherPages.trouble(en, trouble));
        }
        assertEquals(Texts.VIETNAMESE.keys(), Texts.ENGLISH.keys());
    }

    private static Front front(PortalContent content, PortalPolicy policy, Line line, boolean open) {
        Place place = new Place(content.province(), "hs-001", 3, "vi", line);
        return new Front(place, content, policy, "seal", null, "", open);
    }
}
