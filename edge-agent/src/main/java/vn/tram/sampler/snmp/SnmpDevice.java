package vn.tram.sampler.snmp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;

/**
 * One device that is asked by SNMP, one request at a time. Time-outs follow the measured round trip; a request is sent
 * up to three times, once while the device is silent.
 */
public final class SnmpDevice implements SnmpSource {

    static final int ATTEMPTS = 3;

    /** What a datagram of any path carries with room to spare. */
    private static final int GET_AT_ONCE = 24;

    private final SnmpTransport transport;
    private final Peer peer;
    private final SnmpCounts counts;
    private final RoundTrip roundTrip = new RoundTrip();
    private final BulkSize bulkSize = new BulkSize();
    private final Map<List<Oid>, Integer> rowsSeen = new HashMap<>();
    private volatile boolean silent;
    private volatile @Nullable String refusal;

    SnmpDevice(SnmpTransport transport, Peer peer, SnmpCounts counts) {
        this.transport = transport;
        this.peer = peer;
        this.counts = counts;
    }

    /**
     * What came to a request.
     *
     * @param response null when none came, or the device does not let us in
     * @param attempts how often the request was sent
     */
    record Reply(@Nullable PDU response, int attempts) {}

    @Override
    public String name() {
        return peer.name();
    }

    /** Of this device alone. */
    public SnmpCounts counts() {
        return counts;
    }

    BulkSize bulkSize() {
        return bulkSize;
    }

    PDU pdu(int type, List<Oid> oids) {
        return peer.pdu(type, oids);
    }

    private CompletableFuture<Reply> request(int type, List<Oid> oids) {
        return request(attempt -> pdu(type, oids));
    }

    /**
     * Sends what {@code requests} makes for each attempt, counted from 0. Each has a request id of its own, so that a
     * late answer to one is not taken for one to the next.
     */
    CompletableFuture<Reply> request(IntFunction<PDU> requests) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        attempt(requests, 0, silent ? 1 : ATTEMPTS, answer);
        return answer;
    }

    private void attempt(IntFunction<PDU> requests, int number, int attempts, CompletableFuture<Reply> answer) {
        long sent = System.nanoTime();
        try {
            counts.requests.increment();
            transport.send(peer.session(), requests.apply(number), peer.target(roundTrip.timeout()), response -> {
                if (response != null) {
                    roundTrip.measured(Duration.ofNanos(System.nanoTime() - sent));
                    answered(response, number + 1, answer);
                    return;
                }
                counts.timeouts.increment();
                roundTrip.timedOut();
                if (number + 1 < attempts) {
                    attempt(requests, number + 1, attempts, answer);
                } else {
                    giveUp(number + 1, answer);
                }
            });
        } catch (IOException | RuntimeException e) {
            // SNMP4J wraps what it cannot encode or encrypt into exceptions of many kinds.
            refusal = name() + " cannot be asked: " + e.getMessage();
            giveUp(number + 1, answer);
        }
    }

    private void answered(PDU response, int attempts, CompletableFuture<Reply> answer) {
        silent = false;
        refusal = peer.refusal(response);
        if (refusal != null) {
            counts.errors.increment();
            peer.forgetEngine();
        }
        answer.complete(new Reply(refusal == null ? response : null, attempts));
    }

    private void giveUp(int attempts, CompletableFuture<Reply> answer) {
        silent = true;
        peer.forgetEngine();
        counts.failures.increment();
        answer.complete(new Reply(null, attempts));
    }

    @Override
    public CompletableFuture<Answers> get(List<Oid> oids) {
        return get(List.copyOf(oids), GET_AT_ONCE, new HashMap<>(), "", false);
    }

    /** Every step leaves fewer objects to ask for, or asks for fewer at once: it ends. */
    private CompletableFuture<Answers> get(
            List<Oid> rest, int atOnce, Map<Oid, SnmpValue> values, String trouble, boolean ok) {
        if (rest.isEmpty()) {
            return CompletableFuture.completedFuture(new Answers(values, trouble, ok));
        }
        List<Oid> now = rest.subList(0, Math.min(atOnce, rest.size()));
        List<Oid> later = rest.subList(now.size(), rest.size());
        return request(PDU.GET, now).thenCompose(reply -> {
            PDU response = reply.response();
            if (response == null) {
                // Without an answer to this, none to the rest is waited for.
                return CompletableFuture.completedFuture(new Answers(values, silence(), ok));
            }
            if (response.getErrorStatus() == PDU.noError) {
                collect(response, values);
                return get(later, atOnce, values, trouble, true);
            }
            boolean unknown = response.getErrorStatus() == PDU.noSuchName;
            if (!unknown) {
                counts.errors.increment();
            }
            if (now.size() == 1) {
                return get(later, atOnce, values, unknown ? trouble : refusal(response, now.get(0)), true);
            }
            int culprit = response.getErrorIndex() - 1;
            if (response.getErrorStatus() == PDU.tooBig || culprit < 0 || culprit >= now.size()) {
                return get(rest, now.size() / 2, values, trouble, true);
            }
            List<Oid> others = new ArrayList<>(rest);
            Oid refused = others.remove(culprit);
            return get(others, atOnce, values, unknown ? trouble : refusal(response, refused), true);
        });
    }

    private static String refusal(PDU response, Oid oid) {
        return "the device refuses " + oid + ": " + response.getErrorStatusText();
    }

    /** Why there was no answer. */
    String silence() {
        String told = refusal;
        return told == null ? peer.silence() : told;
    }

    @Override
    public CompletableFuture<Rows> walk(List<Oid> columns, int maxRows) {
        int expected;
        synchronized (rowsSeen) {
            expected = rowsSeen.getOrDefault(columns, TableWalk.FIRST_GUESS);
        }
        boolean bulk = peer.knowsBulk() && bulkSize.isWorthTrying();
        return new TableWalk(this, columns, maxRows, expected, bulk).start().thenApply(rows -> {
            synchronized (rowsSeen) {
                rowsSeen.put(columns, Math.max(1, rows.rows().size()));
            }
            return rows;
        });
    }

    @Override
    public CompletableFuture<Boolean> has(Oid oid) {
        // GETNEXT finds what is below; an instance itself is found by GET.
        return get(List.of(oid))
                .thenCompose(answers -> answers.values().containsKey(oid)
                        ? CompletableFuture.completedFuture(true)
                        : request(PDU.GETNEXT, List.of(oid)).thenApply(reply -> isBelow(reply.response(), oid)));
    }

    private static boolean isBelow(@Nullable PDU response, Oid oid) {
        return response != null
                && response.getErrorStatus() == PDU.noError
                && response.size() == 1
                && !response.get(0).isException()
                && oid(response.get(0)).startsWith(oid);
    }

    private static void collect(PDU response, Map<Oid, SnmpValue> into) {
        for (VariableBinding binding : response.getVariableBindings()) {
            SnmpValue value = value(binding.getVariable());
            if (value != null) {
                into.put(oid(binding), value);
            }
        }
    }

    static Oid oid(VariableBinding binding) {
        return Oid.of(binding.getOid().getValue());
    }

    /** Null when the device says that it has no such object, or that the view ends here. */
    public static @Nullable SnmpValue value(Variable variable) {
        if (variable.isException()) {
            return null;
        }
        // The order matters: these classes extend one another.
        if (variable instanceof Counter64) {
            return SnmpValue.counter64(variable.toLong());
        }
        if (variable instanceof Counter32) {
            return SnmpValue.counter32(variable.toLong());
        }
        if (variable instanceof Opaque opaque) {
            return SnmpValue.opaque(opaque.getValue());
        }
        if (variable instanceof OctetString octets) {
            return SnmpValue.octets(octets.getValue());
        }
        if (variable instanceof OID oid) {
            return oid.size() > Oid.MAX_ARCS ? null : SnmpValue.of(Oid.of(oid.getValue()));
        }
        if (variable instanceof IpAddress address) {
            return SnmpValue.address(address.toByteArray());
        }
        return variable.getSyntax() == BER.NULL ? null : SnmpValue.integer(variable.toLong());
    }
}
