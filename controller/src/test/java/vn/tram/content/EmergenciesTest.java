package vn.tram.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.bundle.EmergencyFile;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.content.Emergencies.Kept;
import vn.tram.content.Emergencies.RefusedException;
import vn.tram.content.Emergencies.Stage;
import vn.tram.document.Emergency;

class EmergenciesTest {

    @TempDir
    Path folder;

    private final SigningKey key = SigningKey.make();
    private Instant now = Instant.parse("2026-11-24T05:00:00Z");
    private Emergencies emergencies;

    @BeforeEach
    void a_centre() throws Exception {
        emergencies = new Emergencies(folder, List.of(key), () -> now);
    }

    @Test
    void two_people_send_one_and_its_life_counts_from_the_second_ones_word() throws Exception {
        emergencies.ask("lan", flood("e-1"));
        assertNull(emergencies.inForce());
        now = now.plusSeconds(600);

        Kept sent = emergencies.confirm("minh", "e-1");

        assertEquals(Stage.SENT, sent.stage(now));
        assertEquals(now, sent.emergency().sent());
        assertEquals(now.plus(Duration.ofHours(1)), sent.emergency().expires());
        String signed = sent.signed();
        assertNotNull(signed);
        assertEquals(sent.emergency(), EmergencyFile.open(signed, VerifyingKeys.of(key)));
        Emergencies restarted = new Emergencies(folder, List.of(key), () -> now);
        assertEquals(sent, restarted.inForce());
        now = now.plus(Duration.ofHours(1));
        assertNull(restarted.inForce());
    }

    @Test
    void nobody_confirms_his_own_or_what_waited_too_long_or_was_withdrawn() throws Exception {
        emergencies.ask("lan", flood("e-1"));
        assertEquals(Emergencies.Refusal.SAME_PERSON, refusal("lan", "e-1"));
        assertEquals(Emergencies.Refusal.NOT_FOUND, refusal("minh", "e-2"));
        now = now.plus(Emergencies.CONFIRM_WITHIN);
        assertEquals(Emergencies.Refusal.NOT_WAITING, refusal("minh", "e-1"));
        emergencies.ask("lan", flood("e-3"));
        emergencies.withdraw("lan", "e-3");
        assertEquals(Emergencies.Refusal.NOT_WAITING, refusal("minh", "e-3"));
        assertNull(emergencies.inForce());
        assertEquals(2, emergencies.all().size());
    }

    @Test
    void the_newest_that_was_sent_is_in_force() throws Exception {
        emergencies.ask("lan", flood("e-1"));
        emergencies.ask("lan", flood("e-2"));
        now = now.plusSeconds(1);
        emergencies.confirm("minh", "e-2");
        now = now.plusSeconds(1);
        emergencies.confirm("minh", "e-1");
        Kept force = emergencies.inForce();
        assertNotNull(force);
        assertEquals("e-1", force.emergency().identifier());
    }

    @Test
    void what_is_too_long_for_a_message_is_not_kept() {
        Emergency.Info long1 = new Emergency.Info("Lũ", "Lũ", "ễ".repeat(1000), "ễ".repeat(1000), "");
        assertThrows(IllegalArgumentException.class, () -> emergencies.ask("lan", emergency("e-1", long1)));
        assertEquals(List.of(), emergencies.all());
    }

    private Emergencies.Refusal refusal(String actor, String identifier) {
        return assertThrows(RefusedException.class, () -> emergencies.confirm(actor, identifier))
                .refusal();
    }

    private Emergency flood(String identifier) throws IOException {
        return emergency(identifier, new Emergency.Info("Lũ", "Nước lên nhanh", "", "Rời nhà ven sông.", "Yên Phong"));
    }

    private Emergency emergency(String identifier, Emergency.Info info) {
        return new Emergency(
                identifier,
                "Tỉnh Bắc Ninh",
                now,
                Emergency.Status.ACTUAL,
                Emergency.MsgType.ALERT,
                Emergency.Category.MET,
                Emergency.Urgency.IMMEDIATE,
                Emergency.Severity.EXTREME,
                Emergency.Certainty.OBSERVED,
                null,
                now.plus(Duration.ofHours(1)),
                info,
                null);
    }
}
