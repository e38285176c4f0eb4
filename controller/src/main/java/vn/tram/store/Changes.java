package vn.tram.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what changed to {@code tram.db}, all in one transaction. Writer's thread only. */
final class Changes {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final TramDb db;
    private final Counters counters;

    Changes(TramDb db, Counters counters) {
        this.db = db;
        this.counters = counters;
    }

    /** Writes all of it, and that the controller was alive; throws with nothing written when that fails. */
    void write(Kept kept, Instant alive) {
        try {
            db.write(handle -> {
                kept.sites.values().forEach(site -> SqlInventory.keep(handle, site));
                kept.nodes.values().forEach(node -> SqlInventory.keep(handle, node));
                SqlLedger.append(handle, kept.entries);
                SqlStates.keep(handle, kept.states.values());
                kept.incidents.values().forEach(incident -> SqlIncidents.keep(handle, incident));
                kept.windows.values().forEach(window -> SqlMaintenance.keep(handle, window));
                return Settings.put(handle, Settings.LAST_ALIVE, alive.toString());
            });
        } catch (RuntimeException e) {
            if (!Sqlite.isRowsFault(e)) {
                throw e;
            }
            writeOneByOne(kept);
        }
    }

    /** One that cannot be written must not stop the others. */
    private void writeOneByOne(Kept kept) {
        kept.entries.forEach(entry -> write(entry, handle -> SqlLedger.append(handle, List.of(entry))));
        kept.sites.values().forEach(site -> write(site, handle -> SqlInventory.keep(handle, site)));
        kept.nodes.values().forEach(node -> write(node, handle -> SqlInventory.keep(handle, node)));
        kept.states.values().forEach(state -> write(state, handle -> SqlStates.keep(handle, List.of(state))));
        kept.incidents.values().forEach(incident -> write(incident, handle -> SqlIncidents.keep(handle, incident)));
        kept.windows.values().forEach(window -> write(window, handle -> SqlMaintenance.keep(handle, window)));
    }

    private void write(Object what, Change change) {
        try {
            db.write(handle -> {
                change.apply(handle);
                return 0;
            });
        } catch (RuntimeException e) {
            if (!Sqlite.isRowsFault(e)) {
                throw e;
            }
            counters.refused.increment();
            LOG.error("tram.db: cannot keep {}: {}", what, e.getMessage());
        }
    }

    private interface Change {
        void apply(Handle handle);
    }
}
