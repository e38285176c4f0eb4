package vn.tram.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.bundle.EmergencyFile;
import vn.tram.bundle.Hash;
import vn.tram.bundle.SigningKey;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.Emergency;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;

class BroadcastsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

    @TempDir
    Path folder;

    private final SigningKey centre = SigningKey.make();
    private Instant clock = NOW;

    @Test
    void what_two_people_have_sent_is_shown_until_it_expires() throws Exception {
        Broadcasts broadcasts = broadcasts();
        String text = signed("e-1", NOW, centre);
        write(tree(broadcasts), text, false);

        assertEquals("e-1", shown(broadcasts));
        assertEquals(Hash.of(text.getBytes(StandardCharsets.UTF_8)), reading(broadcasts, 12));
        clock = NOW.plusSeconds(3599);
        assertEquals("e-1", shown(broadcasts));
        clock = NOW.plusSeconds(3600);
        assertNull(broadcasts.now());
    }

    @Test
    void it_is_shown_after_a_restart_and_pieces_may_come_in_any_order() throws Exception {
        write(tree(broadcasts()), signed("e-1", NOW, centre), true);
        assertEquals("e-1", shown(broadcasts()));
    }

    @Test
    void the_next_one_takes_its_place_and_an_older_one_that_somebody_repeats_does_not() throws Exception {
        Broadcasts broadcasts = broadcasts();
        ObjectTree tree = tree(broadcasts);
        String first = signed("e-1", NOW, centre);
        write(tree, first, false);
        write(tree, signed("e-2", NOW.plusSeconds(60), centre), false);
        assertEquals("e-2", shown(broadcasts));
        assertEquals("", reading(broadcasts, 13));

        write(tree, first, false);

        assertEquals("e-2", shown(broadcasts));
        assertTrue(reading(broadcasts, 13).contains("must not be before"), reading(broadcasts, 13));
    }

    @Test
    void what_the_centre_has_not_signed_is_not_shown_and_the_reason_is_a_reading() throws Exception {
        Broadcasts broadcasts = broadcasts();
        ObjectTree tree = tree(broadcasts);
        write(tree, signed("e-1", NOW, SigningKey.make()), false);
        assertNull(broadcasts.now());
        assertTrue(reading(broadcasts, 13).contains("must be of a key that is known here"), reading(broadcasts, 13));
        write(tree, signed("e-1", NOW, centre).replace("Extreme", "x").replace("Lũ", "Bão"), false);
        assertNull(broadcasts.now());
        assertEquals("", reading(broadcasts, 12));
        assertEquals(ObjectTree.BAD_REQUEST, tree.write(piece(0), 5L));
    }

    @Test
    void where_the_clock_is_not_set_it_is_shown_from_when_it_came() throws Exception {
        Broadcasts broadcasts = broadcasts();
        clock = Instant.EPOCH;
        write(tree(broadcasts), signed("e-1", NOW, centre), false);
        assertEquals("e-1", shown(broadcasts));
    }

    private Broadcasts broadcasts() throws IOException {
        KnownKeys keys = new KnownKeys(folder.resolve(VerifyingKeys.FILE), () -> VerifyingKeys.of(centre));
        return new Broadcasts(folder, keys, () -> clock);
    }

    private static ObjectTree tree(Broadcasts broadcasts) {
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        broadcasts.attach(tree);
        return tree;
    }

    private static String signed(String identifier, Instant sent, SigningKey key) {
        Emergency emergency = new Emergency(
                identifier,
                "Tỉnh Bắc Ninh",
                sent,
                Emergency.Status.ACTUAL,
                Emergency.MsgType.ALERT,
                Emergency.Category.MET,
                Emergency.Urgency.IMMEDIATE,
                Emergency.Severity.EXTREME,
                Emergency.Certainty.OBSERVED,
                null,
                sent.plus(Duration.ofHours(1)),
                new Emergency.Info("Lũ", "Lũ lên nhanh", "Nước lên. ".repeat(60), "Rời nhà ven sông.", "Yên Phong"),
                null);
        return EmergencyFile.signed(emergency, List.of(key));
    }

    private static ResourcePath piece(int piece) {
        return new ResourcePath(42772, 0, 8 + piece);
    }

    private static void write(ObjectTree tree, String text, boolean backwards) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
        if (backwards) {
            Collections.reverse(order);
        }
        for (int piece : order) {
            int from = Math.min(text.length(), piece * Reading.MAX_TEXT);
            String part = text.substring(from, Math.min(text.length(), from + Reading.MAX_TEXT));
            assertEquals(ObjectTree.CHANGED, tree.write(piece(piece), part));
        }
    }

    private static String shown(Broadcasts broadcasts) {
        Emergency now = broadcasts.now();
        assertNotNull(now);
        return now.identifier();
    }

    private static String reading(Broadcasts broadcasts, int resource) {
        return broadcasts.readings().stream()
                .filter(one -> one.path().resource() == resource)
                .map(one -> String.valueOf(one.value()))
                .findFirst()
                .orElse("none");
    }
}
