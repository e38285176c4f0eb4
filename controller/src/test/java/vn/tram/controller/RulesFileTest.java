package vn.tram.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.flow.Rules;
import vn.tram.profiles.file.BadFileException;

class RulesFileTest {

    @TempDir
    Path folder;

    private Rules read(String yaml) throws IOException, BadFileException {
        return RulesFile.read(Files.writeString(folder.resolve("rules.yaml"), yaml));
    }

    @Test
    void the_rules_that_come_with_the_program_are_the_core_s_defaults() {
        assertEquals(Rules.DEFAULTS, RulesFile.bundled());
    }

    @Test
    void a_file_of_one_s_own_says_only_what_differs() throws Exception {
        Rules rules = read("incidents:\n  escalation: 0s\n  flapping: {returns: 2}\nstates: {hold: 5s}\n");
        assertEquals(Duration.ZERO, rules.incident().escalation());
        assertEquals(2, rules.incident().flaps());
        assertEquals(Rules.DEFAULTS.incident().settle(), rules.incident().settle());
        assertEquals(Duration.ofSeconds(5), rules.state().hold());
        assertEquals(Rules.DEFAULTS.state().grace(), rules.state().grace());
    }

    @Test
    void what_is_written_is_read_as_the_same_rules() throws Exception {
        Rules rules = read("incidents: {suppression: false, merge: 1500ms}\nstates: {silence: 3.25}\n");
        assertEquals(rules, read(RulesFile.write(rules)));
    }

    @Test
    void every_mistake_is_named_with_its_line_and_what_was_probably_meant() {
        BadFileException mistakes = assertThrows(
                BadFileException.class,
                () -> read("incidents:\n  correlaton: 3s\n  reopen: 5 minutes\n  max-steps: 3\nstate: {hold: 2s}\n"));
        String file = folder + "/rules.yaml:";
        assertEquals(
                List.of(
                        file + "2: incidents.correlaton: is not a known key; did you mean \"correlation\"?",
                        file + "3: incidents.reopen: must be a duration from 0s to 1d, such as 60s, was \"5 minutes\"",
                        file + "4: incidents.max-steps: must be a whole number from 150 to 1000, was 3",
                        file + "5: state: is not a known key; did you mean \"states\"?"),
                mistakes.getMessage().lines().toList());
    }

    @Test
    void the_settings_name_the_file_and_otherwise_it_is_looked_for_in_the_data_folder() throws Exception {
        Path settings = folder.resolve("controller.yaml");
        Files.writeString(settings, "data: data\n");
        assertNull(RulesFile.of(ControllerConfig.read(settings)));
        Path usual = folder.resolve("data/rules/incidents.yaml");
        Files.createDirectories(folder.resolve("data/rules"));
        Files.writeString(usual, "incidents: {merge: 1m}\n");
        assertEquals(usual, RulesFile.of(ControllerConfig.read(settings)));
        Files.writeString(settings, "rules: mine.yaml\n");
        assertEquals(folder.resolve("mine.yaml"), RulesFile.of(ControllerConfig.read(settings)));
    }
}
