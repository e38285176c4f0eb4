package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;

/**
 * One device that is asked by SNMP version 2c, one request at a time. Time-outs follow the measured round trip; a
 * request is sent up to three times, once while the device is silent.
 */
public final class SnmpDevice implements SnmpSource {

    private static final int ATTEMPTS = 3;

    /** What a datagram of any path carries with room to spare. */
    private static final int GET_AT_ONCE = 24;

    private final SnmpTransport transport;
    private final CommunityTarget<UdpAddress> target;
    private final RoundTrip roundTrip = new RoundTrip();
    private final Map<List<Oid>, Integer> rowsSeen = new HashMap<>();
    private volatile boolean silent;

    SnmpDevice(SnmpTransport transport, CommunityTarget<UdpAddress> target) {
        this.transport = transport;
        this.target = target;
    }

    @Override
    public String name() {
        InetAddress address = target.getAddress().getInetAddress();
        return address.getHostAddress() + ":" + target.getAddress().getPort();
    }

    /** Sends {@code pdu}; null when no answer came. */
    CompletableFuture<@Nullable PDU> request(PDU pdu) {
        CompletableFuture<@Nullable PDU> answer = new CompletableFuture<>();
        attempt(pdu, silent ? ATTEMPTS : 1, answer);
        return answer;
    }

    private void attempt(PDU pdu, int number, CompletableFuture<@Nullable PDU> answer) {
        Duration wait = roundTrip.timeout();
        CommunityTarget<UdpAddress> once = new CommunityTarget<>(target.getAddress(), target.getCommunity());
        once.setVersion(target.getVersion());
        once.setTimeout(wait.toMillis());
        long sent = System.nanoTime();
        try {
            transport.send(pdu, once, response -> {
                if (response != null) {
                    if (number == 1 || silent) {
                        roundTrip.measured(Duration.ofNanos(System.nanoTime() - sent));
                    }
                    silent = false;
                    answer.complete(response);
                    return;
                }
                transport.counts().timeouts.increment();
                roundTrip.timedOut();
                if (number < ATTEMPTS) {
                    attempt(copy(pdu), number + 1, answer);
                } else {
                    giveUp(answer);
                }
            });
        } catch (IOException e) {
            giveUp(answer);
        }
    }

    private void giveUp(CompletableFuture<@Nullable PDU> answer) {
        silent = true;
        transport.counts().failures.increment();
        answer.complete(null);
    }

    /** With a request id of its own, so that a late answer to the first is not taken for one to the second. */
    private static PDU copy(PDU pdu) {
        PDU copy = new PDU(pdu);
        copy.setRequestID(null);
        return copy;
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
        return request(pdu(PDU.GET, now)).thenCompose(response -> {
            if (response == null) {
                // Without an answer to this, none to the rest is waited for.
                return CompletableFuture.completedFuture(new Answers(values, silence(), ok));
            }
            if (response.getErrorStatus() == PDU.noError) {
                collect(response, values);
                return get(later, atOnce, values, trouble, true);
            }
            transport.counts().errors.increment();
            if (now.size() == 1) {
                return get(later, atOnce, values, refusal(response, now.get(0)), true);
            }
            int culprit = response.getErrorIndex() - 1;
            if (response.getErrorStatus() == PDU.tooBig || culprit < 0 || culprit >= now.size()) {
                return get(rest, now.size() / 2, values, trouble, true);
            }
            List<Oid> others = new ArrayList<>(rest);
            Oid refused = others.remove(culprit);
            return get(others, atOnce, values, refusal(response, refused), true);
        });
    }

    private static String refusal(PDU response, Oid oid) {
        return "the device refuses " + oid + ": " + response.getErrorStatusText();
    }

    String silence() {
        return name() + " does not answer SNMP v2c: it is down or unreachable, or the community is wrong";
    }

    @Override
    public CompletableFuture<Rows> walk(List<Oid> columns, int maxRows) {
        int expected;
        synchronized (rowsSeen) {
            expected = rowsSeen.getOrDefault(columns, TableWalk.FIRST_GUESS);
        }
        return new TableWalk(this, columns, maxRows, expected, transport.counts())
                .start()
                .thenApply(rows -> {
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
                        : request(pdu(PDU.GETNEXT, List.of(oid))).thenApply(response -> isBelow(response, oid)));
    }

    private static boolean isBelow(@Nullable PDU response, Oid oid) {
        return response != null
                && response.getErrorStatus() == PDU.noError
                && response.size() == 1
                && !response.get(0).isException()
                && oid(response.get(0)).startsWith(oid);
    }

    static PDU pdu(int type, List<Oid> oids) {
        PDU pdu = new PDU();
        pdu.setType(type);
        for (Oid oid : oids) {
            pdu.add(new VariableBinding(new OID(oid.toArray())));
        }
        return pdu;
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
    static @Nullable SnmpValue value(Variable variable) {
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
