package vn.tram.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.flow.Effect;

/** The one thread that writes samples: takes batches, commits them, and only then answers. */
final class Writer implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration ALIVE_EVERY = Duration.ofSeconds(10);

    private final Path folder;
    private final Inbox inbox;
    private final DayFiles days;
    private final Changes changes;
    private final Counters counters;
    private final Limits limits;
    private final InstantSource clock;
    private final Acks acks;
    private Kept owed = new Kept();
    private Instant aliveWritten = Instant.MIN;

    Writer(
            Path folder,
            Inbox inbox,
            DayFiles days,
            Changes changes,
            Counters counters,
            Limits limits,
            InstantSource clock,
            Acks acks) {
        this.folder = folder;
        this.inbox = inbox;
        this.days = days;
        this.changes = changes;
        this.counters = counters;
        this.limits = limits;
        this.clock = clock;
        this.acks = acks;
    }

    @Override
    public void run() {
        try {
            while (!inbox.isDone()) {
                commit(inbox.take(IDLE));
            }
            aliveWritten = Instant.MIN;
            keep(new Kept());
        } catch (InterruptedException e) {
            LOG.warn("the writer was interrupted; what was not answered will be sent again");
        } finally {
            days.close();
        }
    }

    private void commit(Batch batch) {
        batch.tasks().forEach(this::run);
        String problem = keep(batch.kept());
        if (batch.reports().isEmpty()) {
            return;
        }
        if (problem == null) {
            problem = noRoom();
            if (problem != null) {
                counters.problem(Counters.Part.SAMPLES, problem);
            }
        }
        if (problem != null) {
            fail(batch.reports(), problem);
            return;
        }
        TreeMap<LocalDate, List<Effect.Store>> byDay = new TreeMap<>();
        for (Effect.Store store : batch.reports()) {
            LocalDate day = LocalDate.ofInstant(store.at(), ZoneOffset.UTC);
            byDay.computeIfAbsent(day, d -> new ArrayList<>()).add(store);
        }
        byDay.forEach(this::commit);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task of the store failed", e);
        }
    }

    /** Commits what the core decided; the samples behind it are answered only after. Null, or why it failed. */
    private @Nullable String keep(Kept kept) {
        kept.addOlder(owed);
        counters.refused.add(kept.cutLedger());
        owed = kept;
        Instant now = clock.instant();
        boolean aliveIsDue = now.isBefore(aliveWritten) || now.isAfter(aliveWritten.plus(ALIVE_EVERY));
        if (kept.isEmpty() && !aliveIsDue) {
            return null;
        }
        try {
            changes.write(kept, now);
            owed = new Kept();
            aliveWritten = now;
            counters.works(Counters.Part.LEDGER);
            return null;
        } catch (RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            counters.problem(Counters.Part.LEDGER, problem);
            return problem;
        }
    }

    /** Why no sample should be written now; null when there is room. */
    private @Nullable String noRoom() {
        long free = freeBytes(folder);
        if (free < 0 || free >= limits.reserveBytes()) {
            return null;
        }
        return folder + ": must have " + limits.reserveBytes() + " bytes free, has " + free
                + ". Make room on the disk; devices keep their readings meanwhile.";
    }

    /** Usable space of the folder's disk, or -1. */
    static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    private void commit(LocalDate day, List<Effect.Store> stores) {
        try {
            write(day, stores);
        } catch (SQLException | RuntimeException e) {
            if (Sqlite.isDamage(e)) {
                beginAnew(day, stores, e);
            } else if (Sqlite.isRowsFault(e) && stores.size() > 1) {
                commit(day, stores.subList(0, stores.size() / 2));
                commit(day, stores.subList(stores.size() / 2, stores.size()));
            } else {
                String reason = "samples of " + day + " cannot be written: " + e.getMessage();
                if (!Sqlite.isRowsFault(e)) {
                    counters.problem(Counters.Part.SAMPLES, reason);
                }
                fail(stores, reason);
            }
        }
    }

    private void write(LocalDate day, List<Effect.Store> stores) throws SQLException {
        long begun = System.nanoTime();
        List<Effect.Store> added = days.write(day, stores);
        counters.commit(System.nanoTime() - begun);
        counters.works(Counters.Part.SAMPLES);
        counters.reports.add(added.size());
        counters.duplicates.add(stores.size() - added.size());
        for (Effect.Store store : added) {
            counters.readings.add(store.report().readings().size());
        }
        for (Effect.Store store : stores) {
            acks.committed(store.ticket());
        }
    }

    private void beginAnew(LocalDate day, List<Effect.Store> stores, Exception why) {
        try {
            days.setAside(day, clock.instant(), why);
            write(day, stores);
        } catch (SQLException | IOException | RuntimeException e) {
            String reason = "samples of " + day + " cannot be written: " + e.getMessage();
            counters.problem(Counters.Part.SAMPLES, reason);
            fail(stores, reason);
        }
    }

    private void fail(List<Effect.Store> stores, String reason) {
        counters.failed.add(stores.size());
        LOG.debug("{} reports are answered 5.00: {}", stores.size(), reason);
        for (Effect.Store store : stores) {
            acks.failed(store.ticket(), reason);
        }
    }
}
