package vn.tram.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.flow.Rules;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

class HourOfSilenceTest {

    private static final int SEEDS = 24;
    private static final int MINUTES = 81;
    private static final int NODES = 20;

    @TempDir
    private Path disk;

    @Test
    void all_that_was_measured_in_an_hour_of_silence_arrives_once_in_order_and_under_its_own_time()
            throws BadFileException, IOException {
        Scenario scenario = Scenario.named("hour-of-silence");
        for (int seed = 1; seed <= SEEDS; seed++) {
            ScenarioRun.Outcome outcome =
                    new ScenarioRun(scenario, seed, Rules.DEFAULTS, disk.resolve("seed-" + seed)).run();
            assertEquals(List.of(), outcome.violations(), "seed " + seed);
            assertTrue(outcome.backlog() >= 59, "a report a minute waits, waited: " + outcome.backlog());
            assertTrue(outcome.reports() >= NODES * (MINUTES - 1), "reports: " + outcome.reports());
            assertTrue(outcome.lost() > 0 && outcome.doubled() > 0, "the air must be rough");
        }
    }

    @Test
    void a_power_cut_in_the_middle_of_the_silence_loses_nothing_that_was_measured_before()
            throws BadFileException, IOException {
        Scenario scenario = Scenario.read("power-cut-in-silence", YamlMap.parse("power-cut-in-silence.yaml", """
                        about: A node that nobody hears loses power, and measures on when it is back.
                        province: bac-ninh
                        nodes: 20
                        lasts: 75m
                        weather: {delay: 40ms, jitter: 400ms, loss: 0.01, duplicates: 0.02}
                        happenings:
                          - {kind: fibre, target: tsl-258, at: 5m, lasts: 60m}
                          - {kind: power, target: tsl-258, at: 35m, lasts: 5m}
                        """));
        ScenarioRun.Outcome outcome = new ScenarioRun(scenario, 1, Rules.DEFAULTS, disk).run();
        // The two outages of one node are one incident, which the checks of incidents do not expect.
        List<String> ofReadings = outcome.violations().stream()
                .filter(text -> text.matches("(made|kept|in another order|rewritten|changed).*"))
                .toList();
        assertEquals(List.of(), ofReadings);
        assertTrue(outcome.backlog() >= 50, "waited: " + outcome.backlog());
    }
}
