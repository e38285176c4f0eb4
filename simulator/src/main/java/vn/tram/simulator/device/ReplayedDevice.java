package vn.tram.simulator.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import vn.tram.simulator.device.ReplayFault.Kind;

/**
 * Answers SNMP v1 and v2c as the recorded device would, some time later and with the faults that were asked for. Knows
 * no socket and no clock. For one thread.
 */
final class ReplayedDevice {

    private static final int VERSION_1 = 0;
    private static final int VERSION_2C = 1;

    /** Of the bindings in one answer: a datagram has at most 65507 octets. */
    private static final int MAX_OCTETS = 60_000;

    private final RecordedObjects objects;
    private final OctetString community;
    private final List<ReplayFault> faults;
    private final Movement movement;
    private final RandomGenerator chance;

    ReplayedDevice(RecordedObjects objects, OctetString community, List<ReplayFault> faults, RandomGenerator chance) {
        this.objects = objects;
        this.community = community;
        this.faults = List.copyOf(faults);
        this.movement = new Movement(faults);
        this.chance = chance;
    }

    /** How much later an answer is sent, in milliseconds. */
    long delayMillis(long elapsed) {
        ReplayFault delay = on(Kind.DELAY, elapsed);
        return delay == null ? 0 : Math.round(delay.amount());
    }

    /**
     * @param request a datagram
     * @param elapsed milliseconds since the device began
     * @return null when there is no answer: to nonsense, to a wrong community, and when a fault says so
     */
    @Nullable
    ByteBuffer answer(ByteBuffer request, long elapsed) {
        ReplayFault loss = on(Kind.LOSS, elapsed);
        if (on(Kind.SILENCE, elapsed) != null || loss != null && chance.nextDouble() < loss.amount()) {
            return null;
        }
        try {
            BERInputStream in = new BERInputStream(request);
            BER.decodeHeader(in, new BER.MutableByte());
            Integer32 version = new Integer32();
            version.decodeBER(in);
            OctetString name = new OctetString();
            name.decodeBER(in);
            boolean known = version.getValue() == VERSION_1 || version.getValue() == VERSION_2C;
            if (!known || !name.equals(community)) {
                return null;
            }
            PDU pdu = new PDU();
            pdu.decodeBER(in);
            PDU answer = answer(pdu, version.getValue() == VERSION_1, elapsed);
            return answer == null ? null : encode(version, answer);
        } catch (IOException | RuntimeException e) {
            // SNMP4J refuses nonsense with exceptions of many kinds; a real agent counts it and says nothing.
            return null;
        }
    }

    private ByteBuffer encode(Integer32 version, PDU answer) throws IOException {
        int length = version.getBERLength() + community.getBERLength() + answer.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(length + BER.getBERLengthOfLength(length) + 1);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, length);
        version.encodeBER(out);
        community.encodeBER(out);
        answer.encodeBER(out);
        return out.rewind();
    }

    private @Nullable PDU answer(PDU request, boolean isVersion1, long elapsed) {
        PDU answer = new PDU();
        switch (request.getType()) {
            case PDU.GET -> {
                for (VariableBinding binding : request.getVariableBindings()) {
                    answer.add(get(binding.getOid(), elapsed));
                }
            }
            case PDU.GETNEXT -> {
                for (VariableBinding binding : request.getVariableBindings()) {
                    answer.add(at(after(binding.getOid(), isVersion1, elapsed), binding.getOid(), elapsed));
                }
            }
            case PDU.GETBULK -> {
                if (isVersion1 || on(Kind.NO_BULK, elapsed) != null) {
                    return null;
                }
                bulk(request, answer, elapsed);
            }
            case PDU.SET -> error(request, answer, isVersion1 ? PDU.readOnly : PDU.notWritable, 1);
            default -> {
                return null;
            }
        }
        spoil(request, answer, isVersion1, elapsed);
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
        return answer;
    }

    private void bulk(PDU request, PDU answer, long elapsed) {
        List<? extends VariableBinding> asked = request.getVariableBindings();
        int[] places = new int[asked.size()];
        int octets = 0;
        int single = Math.min(Math.max(0, request.getNonRepeaters()), asked.size());
        for (int i = 0; i < places.length; i++) {
            places[i] = after(asked.get(i).getOid(), false, elapsed);
            if (i < single) {
                answer.add(at(places[i], asked.get(i).getOid(), elapsed));
            }
        }
        boolean more = single < places.length;
        for (int r = 0; r < request.getMaxRepetitions() && more; r++) {
            more = false;
            for (int i = single; i < places.length && octets < MAX_OCTETS; i++) {
                OID before = places[i] < objects.size() || objects.size() == 0
                        ? asked.get(i).getOid()
                        : objects.oid(objects.size() - 1);
                VariableBinding binding = at(places[i], before, elapsed);
                octets += binding.getBERLength();
                answer.add(binding);
                more |= places[i] < objects.size();
                places[i] = next(places[i], elapsed);
            }
            more &= octets < MAX_OCTETS;
        }
    }

    private VariableBinding get(OID oid, long elapsed) {
        int index = objects.indexOf(oid);
        return index < 0 ? new VariableBinding(oid, Null.noSuchInstance) : at(index, oid, elapsed);
    }

    /** @param asked what stands in the answer when there is nothing at {@code index} */
    private VariableBinding at(int index, OID asked, long elapsed) {
        return index >= objects.size()
                ? new VariableBinding(asked, Null.endOfMibView)
                : new VariableBinding(
                        objects.oid(index), movement.at(objects.oid(index), objects.value(index), elapsed));
    }

    private int after(OID oid, boolean isVersion1, long elapsed) {
        int index = objects.indexOf(oid) >= 0 ? next(objects.indexOf(oid), elapsed) : objects.after(oid);
        while (isVersion1 && index < objects.size() && objects.value(index) instanceof Counter64) {
            index++;
        }
        return index;
    }

    private int next(int index, long elapsed) {
        if (index >= objects.size()) {
            return index;
        }
        boolean endsColumn = index + 1 < objects.size() && !sameColumn(index, index + 1);
        if (endsColumn && on(Kind.LOOP, elapsed) != null && objects.oid(index).size() > 9) {
            int first = index;
            while (first > 0 && sameColumn(first - 1, index)) {
                first--;
            }
            return first;
        }
        return index + 1;
    }

    private boolean sameColumn(int one, int other) {
        OID a = objects.oid(one);
        OID b = objects.oid(other);
        return a.size() == b.size() && a.leftMostCompare(a.size() - 1, b) == 0;
    }

    private void spoil(PDU request, PDU answer, boolean isVersion1, long elapsed) {
        ReplayFault tooBig = on(Kind.TOO_BIG, elapsed);
        ReplayFault cut = on(Kind.CUT, elapsed);
        if (tooBig != null && answer.size() > tooBig.amount()) {
            error(request, answer, PDU.tooBig, 0);
        } else if (cut != null && request.getType() == PDU.GETBULK) {
            while (answer.size() > Math.max(1, cut.amount())) {
                answer.remove(answer.size() - 1);
            }
        }
        for (int i = 0; isVersion1 && i < answer.size(); i++) {
            Variable value = answer.get(i).getVariable();
            if (value.isException() || value instanceof Counter64) {
                error(request, answer, PDU.noSuchName, i + 1);
                return;
            }
        }
    }

    private static void error(PDU request, PDU answer, int status, int index) {
        answer.clear();
        request.getVariableBindings().forEach(answer::add);
        answer.setErrorStatus(status);
        answer.setErrorIndex(index);
    }

    private @Nullable ReplayFault on(Kind kind, long elapsed) {
        for (ReplayFault fault : faults) {
            if (fault.kind() == kind && fault.isOn(elapsed)) {
                return fault;
            }
        }
        return null;
    }
}
