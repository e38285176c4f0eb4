package vn.tram.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.flow.Rules;
import vn.tram.profiles.file.BadFileException;

class MonthTest {

    @TempDir
    private Path disk;

    private static Scenario days(int days) throws BadFileException, IOException {
        return Scenario.named("month").lasting(Duration.ofDays(days));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 6})
    void in_three_days_of_everything_no_outage_is_missed_none_invented_and_each_is_blamed_on_its_cause(long seed)
            throws BadFileException, IOException {
        ScenarioRun run = new ScenarioRun(days(3), seed, Rules.DEFAULTS, disk);
        assertEquals(List.of(), run.run().violations(), "seed " + seed);
        Set<String> kinds = run.story().stream().map(line -> line.split(" ")[3]).collect(Collectors.toSet());
        Set<String> every =
                EnumSet.allOf(Scenario.Kind.class).stream().map(Enum::name).collect(Collectors.toSet());
        assertEquals(every, kinds, "every kind of fault must happen");
    }

    @ParameterizedTest
    @EnumSource(Break.class)
    void a_core_without_one_of_its_parts_is_caught(Break part) throws BadFileException, IOException {
        List<String> violations = new ScenarioRun(days(1), 1, Rules.DEFAULTS, disk, Set.of(part))
                .run()
                .violations();
        assertFalse(violations.isEmpty(), part + " must be missed");
    }

    @Test
    void the_same_seed_is_the_same_month() throws BadFileException, IOException {
        assertEquals(
                new ScenarioRun(days(30), 17, Rules.DEFAULTS, disk).story(),
                new ScenarioRun(days(30), 17, Rules.DEFAULTS, disk).story());
    }
}
