package vn.tram.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/** What is kept of a province and its incidents, read while a controller may go on. Safe for use by many threads. */
public final class Archive implements AutoCloseable {

    private final TramDb db;

    private Archive(TramDb db) {
        this.db = db;
    }

    /** @throws StoreException when no controller has ever kept anything in {@code folder}, or it cannot be used */
    public static Archive open(Path folder) {
        if (!Files.exists(folder.resolve("tram.db"))) {
            throw new StoreException(folder + ": must be the store of a controller; there is no tram.db in it", null);
        }
        return new Archive(TramDb.open(folder));
    }

    public List<Site> sites() {
        return db.read(SqlInventory::sites);
    }

    public List<Node> nodes() {
        return db.read(SqlInventory::nodes);
    }

    /** At most {@code limit} incidents that were open at some time between the two, newest first. */
    public List<Incident> incidents(Instant from, Instant to, int limit) {
        return db.read(handle -> SqlIncidents.between(handle, from, to, limit));
    }

    /** Of the same store; closed with this. */
    public LedgerReader ledger() {
        return new LedgerReader(db);
    }

    @Override
    public void close() {
        db.close();
    }
}
