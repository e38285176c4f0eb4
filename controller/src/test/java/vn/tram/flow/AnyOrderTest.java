package vn.tram.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.incident.Incident;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;

/** What must hold whatever happens in whatever order. The seed is in the test's name, and replays it. */
class AnyOrderTest {

    private static final List<String> ALL =
            List.of(Story.CENTRE, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B, Story.HOTSPOT);

    /** Random events, and what was said about them. */
    private static final class Chaos {
        private final Random random;
        private final Story story = Story.ofAProvince();
        private final List<Map.Entry<String, Report>> onTheirWay = new ArrayList<>();
        private @Nullable Instant blindUntil;

        Chaos(long seed) {
            random = new Random(seed);
            story.happens(new Event.BrokerSession(story.now(), true, ""));
        }

        void step() {
            String endpoint = ALL.get(random.nextInt(ALL.size()));
            switch (random.nextInt(14)) {
                case 0, 1 -> story.connects(endpoint);
                case 2 -> story.losesSession(endpoint);
                case 3 -> story.losesSession(Story.DISTRICT, Story.HOTSPOT, Story.COMMUNE_A, Story.COMMUNE_B);
                case 4 -> story.closes(endpoint);
                case 5 -> story.boots(endpoint);
                case 6 -> story.happens(new Event.Deregistered(story.now(), endpoint, true));
                case 7 -> ownTrouble();
                case 8 -> deliver();
                default -> onTheirWay.add(Map.entry(endpoint, something(endpoint)));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                deliver();
            }
            story.passes(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 200_000 : 3_000)));
        }

        private Report something(String endpoint) {
            return story.report(
                    endpoint,
                    story.now(),
                    Reading.of(42770, 0, 0, random.nextDouble()),
                    Reading.of(42769, random.nextInt(3), 8, 1L + random.nextInt(7)),
                    Reading.of(42769, random.nextInt(3), 7, random.nextInt(8) > 0));
        }

        private void ownTrouble() {
            if (random.nextInt(3) == 0) {
                story.controllerRestarts(Duration.ofSeconds(random.nextInt(600)));
                story.happens(new Event.BrokerSession(story.now(), true, ""));
            } else {
                story.happens(new Event.BrokerSession(story.now(), false, "gone"));
                story.passes(Duration.ofSeconds(random.nextInt(10)));
                story.happens(new Event.BrokerSession(story.now(), true, ""));
            }
            blindUntil = story.now().plus(Rules.DEFAULTS.state().grace());
        }

        private void deliver() {
            if (!onTheirWay.isEmpty()) {
                Map.Entry<String, Report> next = onTheirWay.get(random.nextInt(onTheirWay.size()));
                if (random.nextInt(4) > 0) {
                    onTheirWay.remove(next);
                }
                story.arrives(next.getKey(), next.getValue());
            }
        }

        void allIsWell() {
            story.happens(new Event.BrokerSession(story.now(), true, ""));
            for (String endpoint : ALL) {
                story.boots(endpoint).connects(endpoint);
                reportLinks(endpoint, 1L);
            }
            for (int minute = 0; minute < 10; minute++) {
                story.passes(Duration.ofMinutes(1));
                ALL.forEach(endpoint -> reportLinks(endpoint, 1L));
            }
        }

        private void reportLinks(String endpoint, long operStatus) {
            for (int i = 0; i < 3; i++) {
                story.reports(endpoint, Reading.of(42769, i, 7, true), Reading.of(42769, i, 8, operStatus));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765, 10946})
    void at_every_moment_the_rules_hold_and_in_the_end_all_is_well(long seed) {
        Chaos chaos = new Chaos(seed);
        for (int i = 0; i < 400; i++) {
            chaos.story.forget();
            Map<String, NodeState> before = states(chaos.story);
            chaos.step();
            nothing_went_backwards(before, chaos.story);
            nothing_was_called_down_while_we_could_not_see(chaos);
            there_is_one_open_incident_for_each_subject(chaos.story);
        }
        chaos.allIsWell();
        assertEquals(List.of(), chaos.story.openIncidents());
        for (String endpoint : ALL) {
            assertEquals(Health.UP, chaos.story.health(endpoint), endpoint);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void after_anything_a_cut_at_the_top_is_one_incident_with_all_below(long seed) {
        Chaos chaos = new Chaos(seed);
        for (int i = 0; i < 200; i++) {
            chaos.step();
        }
        chaos.allIsWell();
        Set<Long> known = new HashSet<>();
        chaos.story.incidents().forEach(incident -> known.add(incident.id()));
        List<String> order = new ArrayList<>(ALL);
        Collections.shuffle(order, chaos.random);
        for (String endpoint : order) {
            chaos.story.losesSession(endpoint);
            chaos.story.passes(Duration.ofMillis(chaos.random.nextInt(600)));
        }
        chaos.story.passes(Duration.ofSeconds(30));
        Incident only = chaos.story.openIncidents().get(0);
        assertEquals(1, chaos.story.openIncidents().size());
        assertEquals(Story.CENTRE, only.endpoint());
        assertEquals(
                List.of(Story.HOTSPOT, Story.DISTRICT, Story.COMMUNE_A, Story.COMMUNE_B),
                only.suppressed().stream().filter(ALL::contains).toList());
        long opened = chaos.story.incidents().stream()
                .filter(incident -> !known.contains(incident.id()))
                .count();
        assertTrue(opened <= 1, "one cut opened " + opened + " incidents");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 70, 700})
    void the_same_events_give_the_same_effects(long seed) {
        Chaos one = new Chaos(seed);
        Chaos other = new Chaos(seed);
        for (int i = 0; i < 300; i++) {
            one.step();
            other.step();
        }
        assertEquals(one.story.effects(), other.story.effects());
        assertFalse(one.story.effects().isEmpty());
    }

    private static Map<String, NodeState> states(Story story) {
        Map<String, NodeState> states = new HashMap<>();
        ALL.forEach(endpoint -> states.put(endpoint, story.state(endpoint)));
        return states;
    }

    private static void nothing_went_backwards(Map<String, NodeState> before, Story story) {
        before.forEach((endpoint, was) -> {
            NodeState is = story.state(endpoint);
            if (was.boot() != null && was.boot().equals(is.boot())) {
                assertTrue(is.sequence() >= was.sequence(), endpoint);
            }
            for (ResourcePath path : was.values().keySet()) {
                Latest then = was.values().get(path);
                Latest now = is.values().get(path);
                if (then != null && now != null && then.boot().equals(now.boot())) {
                    assertTrue(now.sequence() >= then.sequence(), endpoint + path);
                }
            }
        });
    }

    private static void nothing_was_called_down_while_we_could_not_see(Chaos chaos) {
        Instant until = chaos.blindUntil;
        for (Effect.NodeChanged changed : chaos.story.effects(Effect.NodeChanged.class)) {
            boolean newlyDown = changed.state().health() == Health.DOWN;
            assertFalse(
                    newlyDown
                            && until != null
                            && changed.state().since().isBefore(until)
                            && changed.state()
                                    .since()
                                    .isAfter(until.minus(Rules.DEFAULTS.state().grace())),
                    () -> "down in the grace period: " + changed.state());
        }
    }

    private static void there_is_one_open_incident_for_each_subject(Story story) {
        Set<String> subjects = new HashSet<>();
        for (Incident incident : story.openIncidents()) {
            assertTrue(subjects.add(incident.kind() + incident.endpoint() + incident.link()), incident::toString);
        }
    }
}
