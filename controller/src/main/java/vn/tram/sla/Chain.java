package vn.tram.sla;

import org.jspecify.annotations.Nullable;

/** Checks the ledger from its first entry on. Used by one thread. */
public final class Chain {

    private Head head = Head.EMPTY;
    private @Nullable String problem;
    private long broken;

    /** @return whether the chain is whole so far; after the first break nothing more is checked */
    public boolean accept(Entry entry) {
        if (problem != null) {
            return false;
        }
        long due = head.seq() + 1;
        if (entry.seq() != due) {
            broken = due;
            problem = "entry " + due + " is missing; the next one is " + entry.seq();
        } else if (!entry.after(head.hash()).hash().equals(entry.hash())) {
            broken = due;
            problem = "entry " + due + " or the hash before it was changed: its hash does not fit its text";
        } else {
            head = Head.of(entry);
        }
        return problem == null;
    }

    /** The last entry that fits. */
    public Head head() {
        return head;
    }

    /** Sequence number of the first entry that does not fit; 0 while all do. */
    public long broken() {
        return broken;
    }

    /** Null while the chain is whole. */
    public @Nullable String problem() {
        return problem;
    }
}
