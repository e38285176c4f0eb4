package vn.tram.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Emergency;
import vn.tram.document.Emergency.Info;
import vn.tram.document.PortalContent;
import vn.tram.page.PortalPage;
import vn.tram.profiles.file.BadFileException;

class EmergencyFileTest {

    private static final Instant SENT = Instant.parse("2026-11-24T05:00:00Z");
    private static final Info FLOOD = new Info(
            "Lũ",
            "Nước sông Cầu lên nhanh",
            "Mực nước trên báo động 3.",
            "Rời nhà ven sông.\nMang giấy tờ.",
            "Yên Phong");

    private final SigningKey key = SigningKey.make();
    private final VerifyingKeys keys = VerifyingKeys.of(key);

    private static Emergency emergency(Emergency.Status status, Emergency.MsgType type, Info vietnamese) {
        return new Emergency(
                "e-1",
                "Tỉnh Bắc Ninh",
                SENT,
                status,
                type,
                Emergency.Category.MET,
                Emergency.Urgency.IMMEDIATE,
                Emergency.Severity.EXTREME,
                Emergency.Certainty.OBSERVED,
                type == Emergency.MsgType.ALERT ? null : "e-0",
                SENT.plusSeconds(3600),
                vietnamese,
                new Info("Flood", "The river is rising <fast>", "", "Leave.", ""));
    }

    @Test
    void it_reads_back_as_it_was_signed() throws Exception {
        Emergency flood = emergency(Emergency.Status.ACTUAL, Emergency.MsgType.UPDATE, FLOOD);
        assertEquals(flood, EmergencyFile.open(EmergencyFile.signed(flood, List.of(key)), keys));
    }

    @Test
    void a_changed_word_another_purpose_and_nonsense_are_refused() {
        String text = EmergencyFile.signed(
                emergency(Emergency.Status.EXERCISE, Emergency.MsgType.ALERT, FLOOD), List.of(key));
        assertThrows(BadFileException.class, () -> EmergencyFile.open(text.replace("exercise", "actual"), keys));
        String json = text.substring(0, text.indexOf('\n'));
        String asBundle = Signed.sign(Signed.Purpose.BUNDLE, json, List.of(key));
        assertThrows(BadFileException.class, () -> EmergencyFile.open(asBundle, keys));
        String endless = json.replace("06:00:00", "05:00:00");
        assertThrows(BadFileException.class, () -> EmergencyFile.parse(endless));
        assertThrows(BadFileException.class, () -> EmergencyFile.parse(json.replace("exercise", "Exercise")));
    }

    @Test
    void one_that_does_not_fit_into_a_message_cannot_be_made() {
        Info long1 = new Info("Lũ", "Lũ", "ễ".repeat(1000), "ễ".repeat(1000), "");
        Emergency tooLong = emergency(Emergency.Status.ACTUAL, Emergency.MsgType.ALERT, long1);
        assertThrows(IllegalArgumentException.class, () -> EmergencyFile.signed(tooLong, List.of(key)));
    }

    @Test
    void the_portal_shows_it_above_everything_and_a_drill_says_that_it_is_one() {
        PortalContent content = new PortalContent("Tỉnh Bắc Ninh", List.of());
        String real = page(content.with(emergency(Emergency.Status.ACTUAL, Emergency.MsgType.ALERT, FLOOD)), "vi");
        assertTrue(real.indexOf("Nước sông Cầu lên nhanh") < real.indexOf("<h1>"), real);
        assertTrue(real.contains("role=\"alert\""), real);
        assertFalse(real.contains("DIỄN TẬP"), real);
        String drill = page(content.with(emergency(Emergency.Status.EXERCISE, Emergency.MsgType.ALERT, FLOOD)), "en");
        assertTrue(drill.contains("DRILL"), drill);
        assertTrue(drill.contains("The river is rising &lt;fast&gt;"), drill);
        String over = page(content.with(emergency(Emergency.Status.ACTUAL, Emergency.MsgType.CANCEL, FLOOD)), "vi");
        assertTrue(over.contains("Đã hết nguy hiểm"), over);
        assertFalse(page(content, "vi").contains("role=\"alert\""));
    }

    private static String page(PortalContent content, String language) {
        return PortalPage.render(content, 1, "Nhà văn hóa", language, true);
    }
}
