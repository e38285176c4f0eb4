package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.incident.Difference;
import vn.tram.incident.Incident;
import vn.tram.incident.IncidentRules;
import vn.tram.incident.Replay;
import vn.tram.inventory.Inventory;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Window;

/** Days that the core has lived through, told again from its ledger under these and other rules. */
class ReplayStoriesTest {

    private static final IncidentRules PRESENT = Rules.DEFAULTS.incident();

    private static List<Incident> replayed(Story story, IncidentRules rules) {
        Inventory inventory = new Inventory();
        inventory.put(story.sites(), story.nodes());
        Replay replay = new Replay(rules, inventory);
        story.effects(Effect.LedgerAppended.class).forEach(appended -> replay.tell(appended.entry()));
        return replay.until(story.now());
    }

    private static List<String> inShort(List<Incident> incidents) {
        return incidents.stream()
                .map(incident -> incident.kind() + " " + incident.endpoint() + " " + incident.link() + " "
                        + incident.suppressed() + " " + (incident.isOpen() ? "open" : "closed") + " "
                        + incident.timeline().stream()
                                .filter(step -> step.actor() == null)
                                .map(Incident.Step::message)
                                .filter(message -> !message.startsWith("incident.cause."))
                                .toList())
                .toList();
    }

    /** A fibre cut, a child that stays behind, a flapping hotspot, a dead port, and work on a commune. */
    private static Story aBusyMorning() {
        Story story = Story.ofAHealthyProvince();
        story.losesSession(Story.COMMUNE_A, Story.DISTRICT, Story.COMMUNE_B, Story.HOTSPOT);
        story.passes(Duration.ofMinutes(5));
        story.connects(Story.DISTRICT).connects(Story.COMMUNE_A).connects(Story.HOTSPOT);
        story.passes(Duration.ofMinutes(3));
        story.connects(Story.COMMUNE_B);
        for (int i = 0; i < 6; i++) {
            story.losesSession(Story.HOTSPOT).passes(Duration.ofSeconds(20));
            story.connects(Story.HOTSPOT).passes(Duration.ofSeconds(20));
        }
        story.reportsInterface(Story.DISTRICT, 3, true, 1);
        story.reports(Story.DISTRICT, Reading.of(42769, 3, 8, 2L));
        Schedule work = new Schedule(story.now(), story.now().plusSeconds(120), null);
        story.happens(new Event.MaintenancePlanned(
                story.now(),
                new Window("w", Window.Target.NODE, Story.COMMUNE_B, work, "Việc", "an", story.now(), null, null)));
        story.losesSession(Story.COMMUNE_B).passes(Duration.ofMinutes(4));
        return story;
    }

    @Test
    void by_the_present_rules_the_ledger_makes_the_very_incidents_that_were() {
        Story story = aBusyMorning();
        assertEquals(inShort(story.incidents()), inShort(replayed(story, PRESENT)));
        assertTrue(
                story.incidents().size() >= 5, () -> inShort(story.incidents()).toString());
    }

    @Test
    void without_suppression_every_child_of_the_fibre_cut_would_have_alarmed() {
        Story story = aBusyMorning();
        Difference difference =
                Difference.of(replayed(story, PRESENT), replayed(story, PRESENT.withoutSuppression()), Story.MORNING);
        assertEquals(
                List.of(Story.COMMUNE_A),
                difference.raised().stream().map(Incident::endpoint).toList());
        // The hotspot had trouble of its own soon after, and that would have been the same incident.
        assertTrue(difference.changed().stream()
                .anyMatch(pair -> pair.after().endpoint().equals(Story.HOTSPOT)
                        && pair.after().openedAt().isBefore(pair.before().openedAt())));
        assertEquals(List.of(), difference.spared());
    }

    @Test
    void without_hysteresis_a_flapping_hotspot_would_have_been_six_incidents() {
        Story story = aBusyMorning();
        List<Incident> hasty = replayed(story, PRESENT.withoutHysteresis());
        assertEquals(
                6,
                hasty.stream()
                        .filter(incident -> incident.endpoint().equals(Story.HOTSPOT))
                        .count());
        assertEquals(
                5,
                Difference.of(replayed(story, PRESENT), hasty, Story.MORNING)
                        .raised()
                        .size());
    }

    @Test
    void the_same_rules_differ_in_nothing_and_what_closed_before_does_not_count() {
        Story story = aBusyMorning();
        List<Incident> one = replayed(story, PRESENT);
        Difference difference = Difference.of(one, replayed(story, PRESENT), Story.MORNING);
        assertEquals(new Difference(List.of(), List.of(), List.of(), one.size()), difference);
        Difference late = Difference.of(one, one, story.now());
        assertEquals(one.stream().filter(Incident::isOpen).count(), late.same());
    }
}
