package vn.tram.simulator.scenario;

import java.time.Duration;
import vn.tram.flow.Rules;
import vn.tram.incident.IncidentRules;
import vn.tram.state.StateRules;

/** A part of the core that is taken out, so that a run must find violations. */
public enum Break {
    /** Trouble that returns is a new incident each time. */
    HYSTERESIS,
    /** Nobody knows what is beneath what. */
    SUPPRESSION,
    /** What was measured long ago is taken for the present. */
    LATE_DATA;

    private static final Duration LONG = Duration.ofDays(3650);

    Rules in(Rules rules) {
        IncidentRules incident = rules.incident();
        StateRules state = rules.state();
        return switch (this) {
            case HYSTERESIS -> new Rules(state, incident.withoutHysteresis(), rules.desired());
            case SUPPRESSION -> new Rules(state, incident.withoutSuppression(), rules.desired());
            case LATE_DATA ->
                new Rules(
                        new StateRules(
                                state.hold(),
                                state.interval(),
                                state.silence(),
                                state.grace(),
                                LONG,
                                LONG,
                                state.stall(),
                                state.maxUnplaced(),
                                state.maxValues(),
                                state.maxLinks()),
                        incident,
                        rules.desired());
        };
    }
}
