package vn.tram.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import vn.tram.sla.Entry;
import vn.tram.sla.Head;

/** The outage ledger, read while a controller may append to it. Safe for use by many threads. */
public final class LedgerReader implements AutoCloseable {

    private final TramDb db;

    LedgerReader(TramDb db) {
        this.db = db;
    }

    /**
     * Of a store that a running controller may have open.
     *
     * @throws StoreException when no controller has ever kept anything in {@code folder}, or it cannot be used
     */
    public static LedgerReader open(Path folder) {
        if (!Files.exists(folder.resolve("tram.db"))) {
            throw new StoreException(folder + ": must be the store of a controller; there is no tram.db in it", null);
        }
        return new LedgerReader(TramDb.open(folder));
    }

    /** Hands out every entry in order, one at a time, until {@code reader} has had enough. */
    public void read(Predicate<Entry> reader) {
        db.<Integer>read(handle -> {
            SqlLedger.read(handle, reader);
            return 0;
        });
    }

    public Head head() {
        return db.read(SqlLedger::head);
    }

    /** Only for what {@link #open} gave. */
    @Override
    public void close() {
        db.close();
    }
}
