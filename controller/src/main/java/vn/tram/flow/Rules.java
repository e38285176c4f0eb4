package vn.tram.flow;

import vn.tram.desired.DesiredRules;
import vn.tram.incident.IncidentRules;
import vn.tram.state.StateRules;

/** Every number that the core decides by. */
public record Rules(StateRules state, IncidentRules incident, DesiredRules desired) {

    public static final Rules DEFAULTS = new Rules(StateRules.DEFAULTS, IncidentRules.DEFAULTS, DesiredRules.DEFAULTS);
}
