package vn.tram.store;

import java.time.LocalDate;

/** How far the roll-ups have come in each sample file, in {@code tram.db}. Safe for use by many threads. */
final class Progress {

    private final TramDb db;

    Progress(TramDb db) {
        this.db = db;
    }

    /** Id of the last report that is in all roll-ups; 0 when none is. */
    long of(LocalDate day) {
        return db.read(handle -> handle.select("SELECT report FROM rolled_up WHERE day = ?", day.toString())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    void put(LocalDate day, long report) {
        db.write(handle -> handle.execute("INSERT OR REPLACE INTO rolled_up VALUES (?, ?)", day.toString(), report));
    }

    /** The day's file is no more. */
    void remove(LocalDate day) {
        db.write(handle -> handle.execute("DELETE FROM rolled_up WHERE day = ?", day.toString()));
    }

    /** All over again: every roll-up file skips what it has. */
    void forget() {
        db.write(handle -> handle.execute("DELETE FROM rolled_up"));
    }
}
