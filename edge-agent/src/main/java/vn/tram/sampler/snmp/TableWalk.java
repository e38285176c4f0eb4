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
import vn.tram.sampler.snmp.SnmpDevice.Reply;
import vn.tram.sampler.snmp.SnmpSource.Rows;

/**
 * Reads columns that are indexed alike with GETBULK, several in one request, each with a place of its own so that holes
 * in one do not shift another. Asks for as many rows as the table had last time; for fewer when a device finds that
 * too big, cuts its answer or does not answer, down to plain GETNEXT. OIDs that do not rise are used as long as they are
 * new; a column that comes back to where it was ends there: the device loops.
 *
 * <p>One walk is one object; its answers are handled one after the other on the transport's thread.
 */
final class TableWalk {

    static final int FIRST_GUESS = 10;

    /** However a device behaves, the walk ends. */
    private static final int SPARE_REQUESTS = 50;

    /** After this, what came so far has to do. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long startedNanos = System.nanoTime();
    private final SnmpDevice device;
    private final List<Oid> columns;
    private final int maxRows;
    private final int expectedRows;
    private final SnmpCounts counts;
    private final NavigableMap<Oid, @Nullable SnmpValue[]> rows = new TreeMap<>();
    private final Oid[] places;
    private final boolean[] ended;
    private final CompletableFuture<Rows> result = new CompletableFuture<>();
    private boolean bulk;
    /** How many columns one request has. */
    private int width;

    private int requestsLeft;
    private String trouble = "";

    TableWalk(SnmpDevice device, List<Oid> columns, int maxRows, int expectedRows, boolean bulk) {
        this.device = device;
        this.columns = columns;
        this.maxRows = maxRows;
        this.expectedRows = expectedRows;
        this.bulk = bulk;
        this.counts = device.counts();
        this.places = columns.toArray(new Oid[0]);
        this.ended = new boolean[columns.size()];
        this.width = columns.size();
        this.requestsLeft = maxRows * columns.size() + SPARE_REQUESTS;
    }

    CompletableFuture<Rows> start() {
        next();
        return result;
    }

    private void next() {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < ended.length && active.size() < width; i++) {
            if (!ended[i]) {
                active.add(i);
            }
        }
        boolean late = System.nanoTime() - startedNanos > LONGEST.toNanos();
        if (late && !active.isEmpty()) {
            trouble = "the table at " + columns.get(0) + " takes longer than " + LONGEST.toSeconds() + " s";
        }
        if (active.isEmpty() || late || requestsLeft-- <= 0) {
            finish();
            return;
        }
        List<Oid> from = new ArrayList<>();
        active.forEach(i -> from.add(places[i]));
        int repetitions = bulk ? device.bulkSize().repetitions(from.size(), expectedRows) : 0;
        device.request(attempt -> pdu(from, repetitions, attempt))
                .thenAccept(reply -> answered(active, repetitions, reply))
                .exceptionally(e -> {
                    trouble = "the table at " + columns.get(0) + " cannot be read: " + e;
                    finish();
                    return null;
                });
    }

    private void finish() {
        result.complete(new Rows(columns, rows, trouble));
    }

    /** Again with half of it, for the answer may have been too long for the way here; at last with GETNEXT. */
    private PDU pdu(List<Oid> from, int repetitions, int attempt) {
        if (repetitions == 0 || attempt == SnmpDevice.ATTEMPTS - 1) {
            return device.pdu(PDU.GETNEXT, from);
        }
        PDU pdu = device.pdu(PDU.GETBULK, from);
        pdu.setMaxRepetitions(Math.max(1, repetitions >> attempt));
        pdu.setNonRepeaters(0);
        return pdu;
    }

    private void answered(List<Integer> active, int repetitions, Reply reply) {
        PDU response = reply.response();
        boolean asBulk = repetitions > 0 && reply.attempts() < SnmpDevice.ATTEMPTS;
        if (response != null && repetitions > 0) {
            learn(active.size(), repetitions, reply.attempts(), response);
        }
        if (response == null) {
            trouble = device.silence();
            finish();
        } else if (response.getErrorStatus() != PDU.noError) {
            refused(active, asBulk, response);
        } else {
            collect(active, response.getVariableBindings());
            next();
        }
    }

    private void learn(int columnsAsked, int repetitions, int attempts, PDU response) {
        BulkSize size = device.bulkSize();
        int asked = columnsAsked * Math.max(1, repetitions >> (attempts - 1));
        int got = response.size();
        if (attempts == SnmpDevice.ATTEMPTS) {
            if (repetitions <= 2) {
                size.refused();
                bulk = false;
            }
            size.tooMany(2 * columnsAsked);
        } else if (attempts > 1) {
            size.tooMany(2 * asked);
        } else if (response.getErrorStatus() == PDU.tooBig) {
            size.tooMany(asked);
        } else if (response.getErrorStatus() == PDU.noError && got > 0) {
            if (got < asked && !endsView(response)) {
                size.cut(got);
            } else {
                size.whole(got);
            }
        }
    }

    private static boolean endsView(PDU response) {
        return response.get(response.size() - 1).isException();
    }

    private void refused(List<Integer> active, boolean asBulk, PDU response) {
        int status = response.getErrorStatus();
        int culprit = response.getErrorIndex() - 1;
        boolean isEnd = status == PDU.noSuchName;
        if (!isEnd) {
            counts.errors.increment();
        }
        if (asBulk && status == PDU.tooBig && device.bulkSize().cells() > 1) {
            // Fewer rows are asked for by now, and fewer columns when one row is too much.
            width = Math.max(1, Math.min(active.size(), device.bulkSize().cells()));
        } else if (asBulk) {
            bulk = false;
        } else if (isEnd && culprit >= 0 && culprit < active.size()) {
            // Version 1 says so where the view ends for one of the columns.
            ended[active.get(culprit)] = true;
        } else if (active.size() > 1) {
            width = Math.max(1, active.size() / 2);
        } else {
            ended[active.get(0)] = true;
            trouble = isEnd
                    ? trouble
                    : "the device refuses the table at " + columns.get(active.get(0)) + ": "
                            + response.getErrorStatusText();
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
        Oid index = oid.from(prefix.size());
        SnmpValue[] row = rows.get(index);
        if (oid.equals(places[column]) || row != null && row[column] != null) {
            ended[column] = true;
            counts.loops.increment();
            trouble = "the device loops in its table at " + oid;
            return;
        }
        if (oid.compareTo(places[column]) < 0) {
            counts.disorder.increment();
        }
        places[column] = oid;
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
