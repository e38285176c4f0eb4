package vn.tram.sla;

/**
 * The ledger's last entry. Whoever notes it down can tell later that nothing up to it was changed or taken away.
 *
 * @param seq 0 while the ledger is empty
 * @param hash of that entry; 64 zeros while the ledger is empty
 */
public record Head(long seq, String hash) {

    public static final Head EMPTY = new Head(0, "0".repeat(64));

    static Head of(Entry entry) {
        return new Head(entry.seq(), entry.hash());
    }
}
