package vn.tram.desired;

import vn.tram.state.Latest;
import vn.tram.state.NodeState;

/** How far a node is from what it should have. */
public enum Conformity {
    /** Nothing is desired of it. */
    NONE,
    /** It does not have it yet. */
    MODIFIED,
    /** It says that it has it. */
    APPLIED,
    /** It says that it tried and could not. */
    ERROR;

    private static final long STATE_ERROR = 3;

    public static Conformity of(NodeState state) {
        if (state.desired() == 0) {
            return NONE;
        }
        if (state.desired() == state.reported()) {
            return APPLIED;
        }
        Latest told = state.values().get(Desired.DESIRED_REVISION);
        Latest says = state.values().get(Desired.STATE);
        boolean tried = told != null && told.value().equals(state.desired());
        return tried && says != null && says.value().equals(STATE_ERROR) ? ERROR : MODIFIED;
    }
}
