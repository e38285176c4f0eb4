package vn.tram.sla;

import java.util.Map;
import java.util.Set;

/**
 * What the ledger resumes from after a start.
 *
 * @param head its last entry
 * @param maintained the nodes that it says are being worked on
 * @param placements text of the last {@link Placement} of each node
 */
public record SavedLedger(Head head, Set<String> maintained, Map<String, String> placements) {

    public static final SavedLedger NOTHING = new SavedLedger(Head.EMPTY, Set.of(), Map.of());

    public SavedLedger {
        maintained = Set.copyOf(maintained);
        placements = Map.copyOf(placements);
    }
}
