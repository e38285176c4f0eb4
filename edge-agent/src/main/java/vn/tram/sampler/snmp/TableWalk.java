package vn.tram.sampler.snmp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;
import vn.tram.sampler.snmp.SnmpSource.Rows;

/**
 * Reads columns that are indexed alike with GETBULK, several in one request, each with a place of its own so that holes
 * in one do not shift another. Asks for as many rows as the table had last time; for fewer when a device finds that
 * too big or does not answer, down to plain GETNEXT. A column whose OIDs do not rise ends there: the device loops.
 *
 * <p>One walk is one object; its answers are handled one after the other on the transport's thread.
 */
final class TableWalk {

    static final int FIRST_GUESS = 10;

    /** Cells in one answer: about what fits into a datagram of 8 kB. */
    private static final int MAX_CELLS = 240;

    /** However a device behaves, the walk ends. */
    private static final int SPARE_REQUESTS = 50;

    /** After this, what came so far has to do. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final long startedNanos = System.nanoTime();
    private final SnmpDevice device;
    private final List<Oid> columns;
    private final int maxRows;
    private final SnmpCounts counts;
    private final NavigableMap<Oid, @Nullable SnmpValue[]> rows = new TreeMap<>();
    private final Oid[] places;
    private final boolean[] ended;
    private final CompletableFuture<Rows> result = new CompletableFuture<>();
    private int repetitions;
    private boolean bulk = true;
    private int requestsLeft;
    private String trouble = "";

    TableWalk(SnmpDevice device, List<Oid> columns, int maxRows, int expectedRows, SnmpCounts counts) {
        this.device = device;
        this.columns = columns;
        this.maxRows = maxRows;
        this.counts = counts;
        this.places = columns.toArray(new Oid[0]);
        this.ended = new boolean[columns.size()];
        // One more than there are, so that the end shows in the same answer.
        this.repetitions = Math.max(1, Math.min(expectedRows + 1, MAX_CELLS / columns.size()));
        this.requestsLeft = maxRows * columns.size() + SPARE_REQUESTS;
    }

    CompletableFuture<Rows> start() {
        next();
        return result;
    }

    private void next() {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < ended.length; i++) {
            if (!ended[i]) {
                active.add(i);
            }
        }
        boolean late = System.nanoTime() - startedNanos > LONGEST.toNanos();
        if (late && !active.isEmpty()) {
            trouble = "the table at " + columns.get(0) + " takes longer than " + LONGEST.toSeconds() + " s";
        }
        if (active.isEmpty() || late || requestsLeft-- <= 0) {
            result.complete(new Rows(columns, rows, trouble));
            return;
        }
        List<Oid> from = new ArrayList<>();
        active.forEach(i -> from.add(places[i]));
        PDU pdu = SnmpDevice.pdu(bulk ? PDU.GETBULK : PDU.GETNEXT, from);
        if (bulk) {
            pdu.setMaxRepetitions(repetitions);
            pdu.setNonRepeaters(0);
        }
        device.request(pdu).thenAccept(response -> answered(active, response)).exceptionally(e -> {
            result.complete(new Rows(columns, rows, "the table at " + columns.get(0) + " cannot be read: " + e));
            return null;
        });
    }

    private void answered(List<Integer> active, @Nullable PDU response) {
        if (response == null) {
            // Perhaps the answer was too long for the way here.
            if (bulk && repetitions > 1 && !rows.isEmpty()) {
                repetitions = 1;
                next();
                return;
            }
            trouble = device.silence();
            result.complete(new Rows(columns, rows, trouble));
        } else if (response.getErrorStatus() != PDU.noError) {
            counts.errors.increment();
            refused(response);
        } else {
            collect(active, response.getVariableBindings());
            next();
        }
    }

    private void refused(PDU response) {
        if (bulk && repetitions > 1) {
            repetitions = Math.max(1, repetitions / 4);
        } else if (bulk) {
            bulk = false;
        } else {
            boolean end = response.getErrorStatus() == PDU.noSuchName;
            trouble = end
                    ? trouble
                    : "the device refuses the table at " + columns.get(0) + ": " + response.getErrorStatusText();
            result.complete(new Rows(columns, rows, trouble));
            return;
        }
        next();
    }

    private void collect(List<Integer> active, List<? extends VariableBinding> bindings) {
        if (bindings.isEmpty()) {
            endAll("the device answers a table with nothing");
            return;
        }
        for (int i = 0; i < bindings.size(); i++) {
            int column = active.get(i % active.size());
            if (!ended[column]) {
                cell(column, bindings.get(i));
            }
        }
    }

    private void cell(int column, VariableBinding binding) {
        Oid prefix = columns.get(column);
        Oid oid = SnmpDevice.oid(binding);
        if (binding.isException() || !oid.startsWith(prefix) || oid.size() == prefix.size()) {
            ended[column] = true;
            return;
        }
        if (oid.compareTo(places[column]) <= 0) {
            ended[column] = true;
            counts.disorder.increment();
            trouble = "the device loops in its table at " + oid;
            return;
        }
        places[column] = oid;
        Oid index = oid.from(prefix.size());
        SnmpValue[] row = rows.get(index);
        if (row == null && rows.size() >= maxRows) {
            counts.cutOff.increment();
            endAll("the table at " + prefix + " has more than the " + maxRows + " rows that are read");
            return;
        }
        SnmpValue value = SnmpDevice.value(binding.getVariable());
        if (value != null) {
            rows.computeIfAbsent(index, i -> new SnmpValue[columns.size()])[column] = value;
        }
    }

    private void endAll(String why) {
        trouble = why;
        Arrays.fill(ended, true);
    }
}
