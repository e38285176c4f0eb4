package vn.tram.store;

import java.nio.file.Files;
import java.nio.file.Path;
import vn.tram.people.AuditLog;
import vn.tram.people.Users;

/** Users and audit log of a store that a running controller may have open: what the command line needs. */
public final class People implements AutoCloseable {

    private final TramDb db;

    private People(TramDb db) {
        this.db = db;
    }

    /** @throws StoreException when no controller has ever kept anything in {@code folder}, or it cannot be used */
    public static People open(Path folder) {
        if (!Files.exists(folder.resolve("tram.db"))) {
            throw new StoreException(folder + ": must be the store of a controller; there is no tram.db in it", null);
        }
        return new People(TramDb.open(folder));
    }

    public Users users() {
        return new SqlUsers(db);
    }

    public AuditLog audit() {
        return new SqlAuditLog(db);
    }

    @Override
    public void close() {
        db.close();
    }
}
