package vn.tram.controller;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Rules;
import vn.tram.incident.IncidentRules;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Quantity;
import vn.tram.profiles.file.YamlMap;
import vn.tram.state.StateRules;

/**
 * The rules that people may change, as a YAML file: {@code /rules/incidents.yaml} has all of them with their defaults,
 * and a file of one's own says what differs.
 */
public final class RulesFile {

    private static final String BUNDLED = "/rules/incidents.yaml";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private RulesFile() {}

    /** Where the rules of this controller are; null when they are those that come with the program. */
    public static @Nullable Path of(ControllerConfig config) {
        Path named = config.rules();
        Path usual = config.data().resolve("rules").resolve("incidents.yaml");
        return named != null ? named : Files.exists(usual) ? usual : null;
    }

    /**
     * @param file null for the rules that come with the program
     * @throws BadFileException with every problem of the file at once
     */
    public static Rules read(@Nullable Path file) throws IOException, BadFileException {
        if (file != null && !Files.isReadable(file)) {
            throw new IOException("rules: must be a file that can be read, was " + file);
        }
        return file == null ? bundled() : rules(YamlMap.read(file));
    }

    /** Those that come with the program. */
    public static Rules bundled() {
        try (InputStream in = RulesFile.class.getResourceAsStream(BUNDLED)) {
            if (in == null) {
                throw new IllegalStateException("rules: " + BUNDLED + " is not on the class path");
            }
            return rules(YamlMap.read(BUNDLED, in));
        } catch (IOException e) {
            throw new UncheckedIOException("rules: cannot read " + BUNDLED, e);
        } catch (BadFileException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Rules rules(YamlMap root) throws BadFileException {
        IncidentRules incidents = incidents(root.map("incidents"), IncidentRules.DEFAULTS);
        StateRules states = states(root.map("states"), StateRules.DEFAULTS);
        root.done();
        return new Rules(states, incidents, Rules.DEFAULTS.desired());
    }

    private static IncidentRules incidents(YamlMap map, IncidentRules usual) {
        YamlMap flapping = map.map("flapping");
        return new IncidentRules(
                map.flag("suppression", usual.suppression()),
                map.duration("correlation", Duration.ZERO, MINUTE, usual.correlation()),
                map.duration("merge", Duration.ZERO, HOUR, usual.merge()),
                map.duration("child-recovery", Duration.ZERO, HOUR, usual.childRecovery()),
                map.duration("reopen", Duration.ZERO, DAY, usual.reopen()),
                flapping.integer("returns", 1, 1000, usual.flaps()),
                flapping.duration("settle", Duration.ZERO, DAY, usual.settle()),
                map.duration("escalation", Duration.ZERO, DAY.multipliedBy(7), usual.escalation()),
                map.duration("calm", Duration.ofSeconds(1), HOUR, usual.calm()),
                map.integer("max-steps", IncidentRules.MIN_STEPS, 1000, usual.maxSteps()));
    }

    private static StateRules states(YamlMap map, StateRules usual) {
        return new StateRules(
                map.duration("hold", Duration.ZERO, HOUR, usual.hold()),
                usual.interval(),
                map.number("silence", 1, 100, usual.silence()),
                map.duration("grace", Duration.ZERO, HOUR, usual.grace()),
                map.duration("late", Duration.ofSeconds(1), HOUR, usual.late()),
                usual.inFlight(),
                usual.stall(),
                usual.maxUnplaced(),
                usual.maxValues(),
                usual.maxLinks());
    }

    /** All that a file may say, as such a file. */
    public static String write(Rules rules) {
        IncidentRules incidents = rules.incident();
        StateRules states = rules.state();
        return String.join(
                "\n",
                "incidents:",
                "  suppression: " + incidents.suppression(),
                "  correlation: " + Quantity.write(incidents.correlation()),
                "  merge: " + Quantity.write(incidents.merge()),
                "  child-recovery: " + Quantity.write(incidents.childRecovery()),
                "  reopen: " + Quantity.write(incidents.reopen()),
                "  flapping:",
                "    returns: " + incidents.flaps(),
                "    settle: " + Quantity.write(incidents.settle()),
                "  escalation: " + Quantity.write(incidents.escalation()),
                "  calm: " + Quantity.write(incidents.calm()),
                "  max-steps: " + incidents.maxSteps(),
                "states:",
                "  hold: " + Quantity.write(states.hold()),
                String.format(Locale.ROOT, "  silence: %s", states.silence()),
                "  grace: " + Quantity.write(states.grace()),
                "  late: " + Quantity.write(states.late()),
                "");
    }
}
