package vn.tram.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.desired.DesiredRules;
import vn.tram.flow.Rules;
import vn.tram.incident.IncidentRules;
import vn.tram.profiles.file.BadFileException;
import vn.tram.state.StateRules;

class DistrictFibreCutTest {

    private static final String NAME = "district-fibre-cut";

    @TempDir
    private Path disk;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void a_district_fibre_cut_is_one_incident_and_a_killed_controller_is_none(long seed)
            throws BadFileException, IOException {
        ScenarioRun.Outcome outcome = new ScenarioRun(Scenario.named(NAME), seed, Rules.DEFAULTS, disk).run();
        assertEquals(List.of(), outcome.violations(), "seed " + seed);
        assertTrue(outcome.reports() > 364 * 40, "every node reports every minute, reports: " + outcome.reports());
        assertTrue(outcome.lost() > 0 && outcome.doubled() > 0);
    }

    @Test
    void a_core_that_does_not_wait_for_the_node_above_is_caught() throws BadFileException, IOException {
        IncidentRules good = IncidentRules.DEFAULTS;
        IncidentRules hasty = new IncidentRules(
                good.suppression(),
                Duration.ZERO,
                Duration.ZERO,
                good.childRecovery(),
                good.reopen(),
                good.flaps(),
                good.settle(),
                good.escalation(),
                good.calm(),
                good.maxSteps());
        Rules rules = new Rules(StateRules.DEFAULTS, hasty, DesiredRules.DEFAULTS);
        List<String> violations =
                new ScenarioRun(Scenario.named(NAME), 1, rules, disk).run().violations();
        assertTrue(
                violations.stream().anyMatch(text -> text.startsWith("no outage explains")),
                "violations: " + violations);
    }
}
