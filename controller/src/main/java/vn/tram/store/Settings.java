package vn.tram.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the controller itself settles and must remember, such as its province. Safe for use by many threads; a value is
 * durable when {@link #put} returns. Throws {@link StoreException} when the store does not work.
 */
public final class Settings {

    static final String LAST_ALIVE = "last_alive";

    private final TramDb db;

    Settings(TramDb db) {
        this.db = db;
    }

    public @Nullable String get(String key) {
        return db.read(handle -> get(handle, key));
    }

    public void put(String key, String value) {
        db.write(handle -> put(handle, key, value));
    }

    static @Nullable String get(Handle handle, String key) {
        return handle.select("SELECT value FROM settings WHERE key = ?", key)
                .mapTo(String.class)
                .findOne()
                .orElse(null);
    }

    static int put(Handle handle, String key, String value) {
        return handle.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, value);
    }
}
