package vn.tram.sampler.snmp;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.sampler.snmp.SnmpSource.Answers;
import vn.tram.sampler.snmp.SnmpSource.Rows;

/** What a device answered in one round. */
final class Snapshot {

    private final Map<Oid, SnmpValue> instances = new HashMap<>();
    private final Map<Oid, Rows> tables = new HashMap<>();
    private final Set<String> troubles = new HashSet<>();
    private final Set<Oid> skipped = new HashSet<>();
    private boolean reached;

    /** After this, tables that were not begun wait for the next round. */
    private static final Duration LONGEST = Duration.ofSeconds(9);

    private Snapshot() {}

    /**
     * Asks for everything in {@code plan}, one request after the other; nothing more once the device is silent or the
     * round is long.
     *
     * @param also single objects that are asked for too, first of all
     */
    static CompletableFuture<Snapshot> take(SnmpSource source, Plan plan, List<Oid> also) {
        Snapshot snapshot = new Snapshot();
        long started = System.nanoTime();
        Set<Oid> first = new LinkedHashSet<>(also);
        first.addAll(plan.instances());
        snapshot.reached = first.isEmpty();
        CompletableFuture<Void> done = first.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : source.get(List.copyOf(first)).thenAccept(snapshot::add);
        done = done.thenCompose(ignored -> snapshot.lookUp(source, plan));
        for (Map.Entry<Oid, Set<Oid>> table : plan.tables().entrySet()) {
            List<Oid> columns = List.copyOf(table.getValue());
            int maxRows = plan.maxRows().getOrDefault(table.getKey(), 1);
            done = done.thenCompose(ignored -> {
                boolean late = System.nanoTime() - started > LONGEST.toNanos();
                if (late || !snapshot.reached) {
                    snapshot.skip(table.getKey(), source, late);
                    return CompletableFuture.completedFuture(null);
                }
                return source.walk(columns, maxRows).thenAccept(rows -> snapshot.add(table.getKey(), rows));
            });
        }
        return done.thenApply(ignored -> snapshot);
    }

    private CompletableFuture<Void> lookUp(SnmpSource source, Plan plan) {
        Set<Oid> cells = new HashSet<>();
        plan.lookups().forEach((at, columns) -> {
            SnmpValue row = instances.get(at);
            if (row != null && row.isNumber()) {
                columns.forEach(column -> cells.add(column.append(Oid.of((int) row.number()))));
            }
        });
        return cells.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : source.get(List.copyOf(cells)).thenAccept(this::add);
    }

    private void skip(Oid entry, SnmpSource source, boolean late) {
        skipped.add(entry);
        if (late) {
            note(source.name() + " is so slow that some of its tables wait for the next round");
        }
    }

    /** Tables that were to be read and were not begun. */
    Set<Oid> skipped() {
        return skipped;
    }

    private void add(Answers answers) {
        instances.putAll(answers.values());
        reached |= answers.reached();
        note(answers.trouble());
    }

    private void add(Oid entry, Rows rows) {
        tables.put(entry, rows);
        note(rows.trouble());
    }

    private void note(String trouble) {
        if (!trouble.isEmpty()) {
            troubles.add(trouble);
        }
    }

    /** Whether the device answered at all. */
    boolean reached() {
        return reached;
    }

    /** Why something may be missing. */
    Set<String> troubles() {
        return troubles;
    }

    @Nullable
    SnmpValue instance(Oid oid) {
        return instances.get(oid);
    }

    @Nullable
    SnmpValue cell(Oid column, Oid index) {
        Rows rows = tables.get(Plan.entry(column));
        return rows == null ? null : rows.cell(column, index);
    }

    /** The indices of the rows that have at least one of {@code columns}. */
    NavigableSet<Oid> indices(Iterable<Oid> columns) {
        NavigableSet<Oid> indices = new TreeSet<>();
        for (Oid column : columns) {
            Rows rows = tables.get(Plan.entry(column));
            if (rows != null) {
                rows.rows().keySet().stream()
                        .filter(index -> rows.cell(column, index) != null)
                        .forEach(indices::add);
            }
        }
        return indices;
    }
}
