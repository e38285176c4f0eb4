package vn.tram.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.objects.Kept;
import vn.tram.objects.Latest;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.uplink.HandTime;

class GatewayTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final ResourcePath OPER_STATUS = new ResourcePath(42769, 2, 8);
    private static final Reading NO_ANSWER = Reading.of(42770, 0, 14, "192.168.1.20 does not answer");

    private final HandTime time = new HandTime();
    private final List<Report> reports = new ArrayList<>();
    private Kept room = Kept.SAFE;
    private final Gateway gateway = new Gateway(
            new Gateway.Settings("cp-001", BootId.of(1, 1), Duration.ofSeconds(60), 3),
            this::keep,
            time::millis,
            () -> START.plusMillis(time.millis()),
            time,
            new Random(1));

    /** A device under test's control. */
    private static final class Box implements Behind {
        private final String name;
        private int asked;
        private CompletableFuture<Answer> answer = CompletableFuture.completedFuture(
                new Answer(true, List.of(new Reading(OPER_STATUS, 1L), Reading.of(42770, 0, 8, "camera"))));

        Box(String name) {
            this.name = name;
        }

        void isSilent() {
            answer = CompletableFuture.completedFuture(new Answer(false, List.of(NO_ANSWER)));
        }

        void says(Reading... readings) {
            answer = CompletableFuture.completedFuture(new Answer(true, List.of(readings)));
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CompletionStage<Answer> ask() {
            asked++;
            return answer;
        }

        @Override
        public int maxSeries() {
            return 60;
        }
    }

    private Kept keep(Report report) {
        if (room != Kept.LOST) {
            reports.add(report);
        }
        return room;
    }

    @AfterEach
    void end() {
        time.shutdownNow();
    }

    private Box added(String name) {
        Box box = new Box(name);
        assertTrue(gateway.add(box));
        return box;
    }

    private static Object told(Report report, ResourcePath path) {
        return report.readings().stream()
                .filter(reading -> reading.path().equals(path))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void each_device_reports_under_its_own_name_with_numbers_of_its_own() {
        added("cam-1");
        added("cam-2");

        time.advance(Duration.ofMinutes(1));

        for (String name : List.of("cam-1", "cam-2")) {
            List<Report> own = reports.stream()
                    .filter(report -> report.device().equals(name))
                    .toList();
            assertEquals(1, own.get(0).sequence());
            assertEquals(Report.Kind.EVENT, own.get(0).kind());
            assertEquals(1L, told(own.get(0), OPER_STATUS));
            assertEquals(true, told(own.get(0), Conditions.REACHABLE));
        }
    }

    @Test
    void one_missed_answer_is_no_outage_and_two_are_told_within_seconds() {
        Box camera = added("cam-1");
        time.advance(Duration.ofSeconds(30));
        reports.clear();

        camera.isSilent();
        time.advance(Duration.ofMinutes(1));
        assertEquals(1, reports.size(), "told once, after the second miss");
        assertEquals(false, told(reports.get(0), Conditions.REACHABLE));
        assertEquals(NO_ANSWER.value(), told(reports.get(0), NO_ANSWER.path()));
        assertEquals(Report.Kind.EVENT, reports.get(0).kind());

        camera.says(new Reading(OPER_STATUS, 1L));
        time.advance(Duration.ofMinutes(1));
        assertEquals(true, told(reports.get(1), Conditions.REACHABLE));
    }

    @Test
    void while_a_device_is_silent_each_round_says_so_again() {
        added("cam-1").isSilent();
        time.advance(Duration.ofMinutes(4));

        assertTrue(reports.size() >= 3, () -> reports.toString());
        reports.forEach(report -> assertEquals(false, told(report, Conditions.REACHABLE)));
    }

    @Test
    void a_device_that_takes_for_ever_takes_no_other_ones_turn() {
        Box slow = added("cam-1");
        slow.answer = new CompletableFuture<>();
        Box quick = added("cam-2");

        time.advance(Duration.ofMinutes(10));

        assertEquals(1, slow.asked);
        assertTrue(quick.asked >= 9, "asked " + quick.asked);
    }

    @Test
    void what_a_device_says_unasked_is_told_under_its_name() {
        added("cam-1");
        time.advance(Duration.ofMinutes(1));
        reports.clear();

        gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 2L)));

        assertEquals("cam-1", reports.get(0).device());
        assertEquals(2L, told(reports.get(0), OPER_STATUS));
    }

    @Test
    void what_could_not_be_kept_is_not_called_safe_and_is_said_again_when_there_is_room() {
        Box camera = added("cam-1");
        time.advance(Duration.ofMinutes(1));
        reports.clear();

        camera.says(new Reading(OPER_STATUS, 2L));
        room = Kept.LOST;
        assertFalse(gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 2L))));
        room = Kept.IN_MEMORY;
        assertFalse(gateway.tell("cam-1", List.of(Reading.of(42779, 0, 1, 2L))), "a power cut would lose it");
        room = Kept.SAFE;
        time.advance(Duration.ofMinutes(1));

        assertEquals(2L, told(reports.get(1), OPER_STATUS), "lost once, and known in the end");
        assertTrue(gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 1L))));
    }

    @Test
    void what_a_trap_told_is_confirmed_by_asking_soon_and_a_flood_of_them_does_not_put_that_off() {
        Box camera = added("cam-1");
        time.advance(Duration.ofSeconds(31));
        reports.clear();
        int asked = camera.asked;

        for (int trap = 0; trap < 100; trap++) {
            gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 2L)));
            time.advance(Duration.ofMillis(100));
        }

        assertTrue(camera.asked - asked >= 1 && camera.asked - asked <= 2, "asked " + (camera.asked - asked));
        time.advance(Duration.ofSeconds(10));
        List<Object> said = reports.stream()
                .flatMap(report -> report.readings().stream())
                .filter(reading -> reading.path().equals(OPER_STATUS))
                .map(Reading::value)
                .toList();
        assertEquals(1L, said.get(said.size() - 1), "as it answers");
    }

    @Test
    void a_trap_that_comes_while_the_device_is_asked_has_it_asked_again_and_not_twice_at_once() {
        Box camera = added("cam-1");
        CompletableFuture<Behind.Answer> slow = new CompletableFuture<>();
        camera.answer = slow;
        time.advance(Duration.ofSeconds(31));
        assertEquals(1, camera.asked);

        gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 2L)));
        time.advance(Duration.ofSeconds(10));
        assertEquals(1, camera.asked);
        camera.says(new Reading(OPER_STATUS, 1L));
        slow.complete(new Behind.Answer(true, List.of(new Reading(OPER_STATUS, 2L))));
        time.advance(Duration.ofSeconds(10));

        assertEquals(2, camera.asked);
    }

    @Test
    void who_has_just_answered_does_not_wait_until_that_is_on_the_disk() {
        Box camera = added("cam-1");
        CompletableFuture<Behind.Answer> slow = new CompletableFuture<>();
        camera.answer = slow;
        time.advance(Duration.ofSeconds(31));

        slow.complete(new Behind.Answer(true, List.of(new Reading(OPER_STATUS, 1L))));

        assertEquals(List.of(), reports, "the thread that hears all devices must hear the next one");
        time.advance(Duration.ofMillis(1));
        assertEquals(1L, told(reports.get(0), OPER_STATUS));
    }

    @Test
    void the_end_of_the_agent_is_no_outage_of_a_device() {
        Box camera = added("cam-1");
        time.advance(Duration.ofSeconds(31));
        reports.clear();
        camera.isSilent();
        for (int before = camera.asked; camera.asked == before; ) {
            time.advance(Duration.ofMillis(500));
        }
        CompletableFuture<Behind.Answer> cut = new CompletableFuture<>();
        camera.answer = cut;
        time.advance(Duration.ofSeconds(2));

        gateway.close();
        cut.complete(new Behind.Answer(false, List.of(NO_ANSWER)));
        time.advance(Duration.ofMinutes(1));

        assertTrue(
                reports.stream()
                        .allMatch(report -> told(report, Conditions.REACHABLE).equals(true)),
                () -> reports.toString());
    }

    @Test
    void a_device_of_which_nothing_can_be_made_is_asked_no_more_often_than_the_others() {
        Box camera = added("cam-1");
        camera.answer = CompletableFuture.failedFuture(new IllegalStateException("a fault of ours"));

        time.advance(Duration.ofMinutes(10));

        assertTrue(camera.asked <= 11, "asked " + camera.asked);
        assertEquals(List.of(), reports, "neither reached nor not");
    }

    @Test
    void a_controller_that_forgot_is_told_everything_again() {
        added("cam-1");
        time.advance(Duration.ofMinutes(1));
        reports.clear();

        gateway.sendAll();
        time.advance(Duration.ofMinutes(1));

        assertEquals(1L, told(reports.get(0), OPER_STATUS));
    }

    @Test
    void a_name_is_given_once_and_no_more_devices_are_asked_than_allowed() {
        added("cam-1");
        assertFalse(gateway.add(new Box("cam-1")));
        added("cam-2");
        added("cam-3");
        assertFalse(gateway.add(new Box("cam-4")));
    }

    @Test
    void the_gateway_object_says_who_is_behind() {
        added("cam-1");
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());

        gateway.show(tree);

        assertEquals("cp-001~cam-1", tree.get(new ResourcePath(25, 0, 0)));
        assertEquals("cam-1", tree.get(new ResourcePath(25, 0, 1)));
        assertEquals("", tree.get(new ResourcePath(25, 0, 3)), "nothing is known of it so far");
        time.advance(Duration.ofMinutes(1));
        assertEquals("</42769/2>,</42770/0>", tree.get(new ResourcePath(25, 0, 3)));
    }

    @Test
    void a_device_can_be_read_as_it_was_last_and_not_as_it_was_before_it_fell_silent() {
        Box camera = added("cam-1");
        ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
        gateway.show(tree);
        assertEquals(Latest.NOTHING, tree.behind("cam-1"));
        assertNull(tree.behind("cam-2"));

        time.advance(Duration.ofMinutes(1));
        assertEquals(1L, behind(tree).values().get(OPER_STATUS));
        gateway.tell("cam-1", List.of(new Reading(OPER_STATUS, 2L)));
        assertEquals(2L, behind(tree).values().get(OPER_STATUS));

        camera.isSilent();
        time.advance(Duration.ofMinutes(2));
        assertFalse(behind(tree).reached());
        assertEquals(
                Set.of(NO_ANSWER.path(), Conditions.REACHABLE),
                behind(tree).values().keySet());
    }

    private static Latest behind(ObjectTree tree) {
        return Objects.requireNonNull(tree.behind("cam-1"));
    }
}
