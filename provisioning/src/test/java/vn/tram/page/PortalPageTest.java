package vn.tram.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;

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
        assertFalse(html.contains("http"));
        assertFalse(html.contains("<script"));
        assertEquals(1, html.split("<style>", -1).length - 1);
    }
}
