package vn.tram.sla;

import java.util.Map;

/**
 * What the ledger resumes from after a start.
 *
 * @param head its last entry
 * @param placements text of the last {@link Placement} of each node
 */
public record SavedLedger(Head head, Map<String, String> placements) {

    public static final SavedLedger NOTHING = new SavedLedger(Head.EMPTY, Map.of());

    public SavedLedger {
        placements = Map.copyOf(placements);
    }
}
