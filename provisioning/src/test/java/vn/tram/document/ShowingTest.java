package vn.tram.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.bundle.PortalFile;
import vn.tram.document.Showing.Stage;
import vn.tram.profiles.file.BadFileException;

class ShowingTest {

    /** 2026-11-24 is a Tuesday. */
    private static Instant at(String time) {
        return OffsetDateTime.parse("2026-11-" + time + "+07:00").toInstant();
    }

    @Test
    void it_is_shown_from_its_beginning_and_no_more_at_its_end() {
        Showing showing = new Showing(at("24T08:00:00"), at("25T08:00:00"), Set.of(), null, null);
        assertEquals(Stage.SCHEDULED, showing.stage(at("24T07:59:59")));
        assertTrue(showing.isShown(at("24T08:00:00")));
        assertTrue(showing.isShown(at("25T07:59:59")));
        assertEquals(Stage.EXPIRED, showing.stage(at("25T08:00:00")));
        assertFalse(showing.isShown(at("25T08:00:00")));
    }

    @Test
    void hours_over_midnight_belong_to_the_day_on_which_they_begin() {
        Showing night = new Showing(null, null, Set.of(DayOfWeek.TUESDAY), LocalTime.of(22, 0), LocalTime.of(2, 0));
        assertFalse(night.isShown(at("24T01:00:00")));
        assertTrue(night.isShown(at("24T23:00:00")));
        assertTrue(night.isShown(at("25T01:59:00")));
        assertFalse(night.isShown(at("25T02:00:00")));
        assertFalse(night.isShown(at("25T23:00:00")));
    }

    @Test
    void a_day_without_hours_is_the_whole_day_in_viet_nam() {
        Showing tuesday = new Showing(null, null, Set.of(DayOfWeek.TUESDAY), null, null);
        assertTrue(tuesday.isShown(at("24T00:00:00")));
        assertTrue(tuesday.isShown(at("24T23:59:59")));
        assertFalse(tuesday.isShown(at("25T00:00:00")));
    }

    @Test
    void it_tells_when_it_last_began_or_ended() {
        Showing mornings = new Showing(at("23T00:00:00"), null, Set.of(), LocalTime.of(5, 0), LocalTime.of(7, 0));
        assertEquals(at("24T05:00:00"), mornings.changed(at("24T06:00:00")));
        assertEquals(at("24T07:00:00"), mornings.changed(at("24T12:00:00")));
        assertEquals(at("23T00:00:00"), mornings.changed(at("23T04:00:00")));
        assertNull(mornings.changed(at("22T12:00:00")));
        assertNull(Showing.ALWAYS.changed(at("24T12:00:00")));
    }

    @Test
    void a_schedule_travels_with_its_announcement_and_nonsense_in_it_is_refused() throws Exception {
        Showing showing = new Showing(
                at("24T08:00:00"),
                at("25T08:00:00"),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                LocalTime.of(5, 0),
                LocalTime.of(7, 30));
        PortalContent content = new PortalContent(
                "Bắc Ninh",
                List.of(new Announcement(3, at("24T00:00:00"), new Announcement.Text("Chợ phiên", ""), null, showing)));
        String json = PortalFile.toJson(content);
        assertEquals(content, PortalFile.parse(json));
        for (String bad : List.of(
                json.replace("SUNDAY", "CHUNHAT"),
                json.replace("07:30", "25:30"),
                json.replace("07:30", "05:00"),
                json.replace(at("25T08:00:00").toString(), at("23T08:00:00").toString()))) {
            assertThrows(BadFileException.class, () -> PortalFile.parse(bad), bad);
        }
    }
}
