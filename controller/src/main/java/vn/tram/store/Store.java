package vn.tram.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Effect;
import vn.tram.flow.Saved;
import vn.tram.incident.Incident;
import vn.tram.link.ProbeSessions;
import vn.tram.maintenance.Maintenance;
import vn.tram.people.AuditLog;
import vn.tram.people.Users;
import vn.tram.state.History;

/**
 * Everything the controller must not forget, in one folder: {@code tram.db}, one {@code samples-DAY.db} per day, and
 * their roll-ups. Safe for use by many threads. One controller at a time has the folder.
 *
 * <p>Committed, then answered: a report's ticket is released when its readings, and every change that was kept before
 * the report was appended, are on the disk. So whoever decides keeps what follows from a report first and appends the
 * report last.
 */
public final class Store implements AutoCloseable {

    private static final Duration RECENT = Duration.ofDays(2);

    private final Path folder;
    private final FolderLock lock;
    private final TramDb db;
    private final Delivered delivered;
    private final Inbox inbox;
    private final Counters counters;
    private final Thread writer;
    private final Keeper keeper;
    private final Thread keeping;
    private final History history;
    private final InstantSource clock;
    private final @Nullable String lastAlive;

    /**
     * Opens the folder, makes what is missing in it, and begins to write.
     *
     * @throws StoreException when the folder cannot be used; the message says why and what to do
     */
    public static Store open(Path folder, InstantSource clock, Acks acks) {
        return open(folder, clock, acks, Limits.DEFAULT);
    }

    /** As {@link #open(Path, InstantSource, Acks)} within other limits. */
    public static Store open(Path folder, InstantSource clock, Acks acks, Limits limits) {
        FolderLock lock = FolderLock.take(folder);
        TramDb db = null;
        try {
            db = TramDb.open(folder);
            return new Store(folder, lock, db, clock, acks, limits);
        } catch (SQLException | IOException | StoreException e) {
            Sqlite.close(db);
            lock.close();
            throw e instanceof StoreException known
                    ? known
                    : new StoreException(folder + ": must be a folder of sound files, but: " + e.getMessage(), e);
        }
    }

    private Store(Path folder, FolderLock lock, TramDb db, InstantSource clock, Acks acks, Limits limits)
            throws SQLException, IOException {
        this.folder = folder;
        this.lock = lock;
        this.db = db;
        this.clock = clock;
        lastAlive = settings().get(Settings.LAST_ALIVE);
        counters = new Counters();
        inbox = new Inbox(limits);
        delivered = new Delivered(db);
        DayFiles days = new DayFiles(folder, counters, delivered);
        days.openAll(clock.instant());
        Progress progress = new Progress(db);
        ReadWriteLock files = new ReentrantReadWriteLock(true);
        history = new SqlHistory(folder, clock, progress, files.readLock());
        RollUps.DamagedSamples damaged = (day, why) -> inbox.run(() -> setAside(days, day, why));
        RollUps rollUps = new RollUps(folder, progress, clock, counters, damaged);
        Retention retention =
                new Retention(folder, db, progress, rollUps, day -> delete(days, day), damaged, files.writeLock());
        keeper = new Keeper(rollUps, retention, new ExpiryTime(settings()), clock, counters);
        keeping = new Thread(keeper, "store-keeper");
        Changes changes = new Changes(db, counters);
        writer = new Thread(new Writer(folder, inbox, days, changes, counters, limits, clock, acks), "store-writer");
        writer.start();
        keeping.start();
    }

    private void setAside(DayFiles days, LocalDate day, Exception why) {
        try {
            days.setAside(day, clock.instant(), why);
        } catch (IOException e) {
            counters.problem(Counters.Part.SAMPLES, "the damaged samples of " + day + " cannot be set aside: " + e);
        }
    }

    /** Has the writer delete a day's samples, and waits for it. */
    private void delete(DayFiles days, LocalDate day) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean accepted = inbox.run(() -> {
            try {
                days.delete(day);
                done.complete(null);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        try {
            if (accepted) {
                done.join();
            }
        } catch (CompletionException e) {
            throw new IOException("samples of " + day + " cannot be deleted: " + e.getCause(), e);
        }
    }

    /**
     * Has the report kept; later {@link Acks} hears about its ticket. Does not wait.
     *
     * @return false when too much is waiting already: the ticket will not be heard of
     */
    public boolean append(Effect.Store store) {
        return inbox.add(store);
    }

    /** Has the state kept, with the next commit. Does not wait; a later state of the same node replaces it. */
    public void keep(Effect.NodeChanged change) {
        inbox.add(change);
    }

    /** Has the incident kept, with the next commit. Does not wait. */
    public void keep(Effect.IncidentChanged change) {
        inbox.add(change);
    }

    /** Has the ledger's entry kept, behind those before it, with the next commit. Does not wait. */
    public void keep(Effect.LedgerAppended appended) {
        inbox.add(appended);
    }

    /** Has the window of maintenance kept, with the next commit. Does not wait. */
    public void keep(Effect.MaintenanceChanged change) {
        inbox.add(change);
    }

    /** Has sites and nodes kept, with the next commit. Does not wait. */
    public void keep(Effect.InventoryChanged change) {
        inbox.add(change);
    }

    /** What was kept, to go on from; to be read before anything new is kept. */
    public Saved load() {
        return db.read(handle -> new Saved(
                SqlInventory.sites(handle),
                SqlInventory.nodes(handle),
                SqlStates.all(handle),
                SqlIncidents.openOrClosedSince(handle, clock.instant().minus(RECENT)),
                SqlIncidents.next(handle),
                SqlLedger.saved(handle),
                SqlMaintenance.notEndedBefore(handle, clock.instant().minus(Maintenance.KEPT)),
                lastAlive == null ? null : Instant.parse(lastAlive)));
    }

    public History history() {
        return history;
    }

    /** Sums up what is new and lets expire what is old, now; it is done every minute anyway. */
    void tidy() {
        keeper.tidy();
    }

    public Users users() {
        return new SqlUsers(db);
    }

    public AuditLog audit() {
        return new SqlAuditLog(db);
    }

    public ProbeSessions probeSessions() {
        return new SqlProbeSessions(db);
    }

    public Settings settings() {
        return new Settings(db);
    }

    /** At most {@code limit} incidents that were open at some time between the two, newest first. */
    public List<Incident> incidents(Instant from, Instant to, int limit) {
        return db.read(handle -> SqlIncidents.between(handle, from, to, limit));
    }

    /** The incident of that id, or null. */
    public @Nullable Incident incident(long id) {
        return db.read(handle -> SqlIncidents.find(handle, id));
    }

    /** The outage ledger, which may be read while it grows. */
    public LedgerReader ledger() {
        return new LedgerReader(db);
    }

    /** Whether it works, and what it has done. Cheap. */
    public StoreStats stats() {
        return counters.stats(inbox.waiting(), Writer.freeBytes(folder));
    }

    /** Writes what waits, then lets the folder go. */
    @Override
    public void close() {
        keeper.close();
        inbox.close();
        try {
            keeping.join();
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delivered.close();
        db.close();
        lock.close();
    }
}
