package vn.tram.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Shown.Trouble;

class NothingRewrittenTest {

    private static final Instant OPENED = Instant.parse("2026-11-24T01:00:00Z");
    private static final Instant CLOSED = OPENED.plusSeconds(3600);
    private static final Truth TRUTH = new Truth(List.of(), List.of(), List.of());

    private final Shown shown = new Shown();

    private static Trouble trouble(Instant opened, @Nullable Instant closed, String... story) {
        return new Trouble(1, "cp-1", Set.of(), opened, closed, false, null, List.of(story));
    }

    private int violations() {
        return new NothingRewritten().violations(TRUTH, shown).size();
    }

    @Test
    void an_incident_that_gets_further_steps_holds() {
        shown.trouble(trouble(OPENED, null, "opened"));
        shown.trouble(trouble(OPENED, CLOSED, "opened", "closed"));
        assertEquals(0, violations());
    }

    @Test
    void an_incident_with_another_beginning_is_found() {
        shown.trouble(trouble(OPENED, null, "opened"));
        shown.trouble(trouble(OPENED.plusSeconds(1), null, "opened", "acknowledged"));
        assertEquals(1, violations());
    }

    @Test
    void a_step_that_is_changed_or_gone_is_found() {
        shown.trouble(trouble(OPENED, null, "opened", "acknowledged"));
        shown.trouble(trouble(OPENED, null, "opened", "unacknowledged"));
        shown.trouble(trouble(OPENED, CLOSED, "opened"));
        assertEquals(2, violations());
    }

    @Test
    void a_light_that_changes_in_the_past_is_found() {
        shown.change(CLOSED, "cp-1", Light.GOOD);
        shown.change(OPENED, "cp-1", Light.BAD);
        assertEquals(1, violations());
    }
}
