package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A real SNMP agent on loopback whose answers a test can spoil. */
final class FakeAgent implements AutoCloseable, CommandResponder {

    private final Snmp snmp;
    private final DefaultUdpTransportMapping mapping;
    private final NavigableMap<OID, Variable> objects = new TreeMap<>();
    final AtomicInteger requests = new AtomicInteger();

    /** Turns each answer into what the agent sends; null sends nothing. */
    volatile UnaryOperator<@Nullable PDU> spoil = answer -> answer;

    FakeAgent() throws IOException {
        mapping = new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        snmp = new Snmp(dispatcher, mapping);
        snmp.addCommandResponder(this);
        mapping.listen();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), mapping.getListenAddress().getPort());
    }

    FakeAgent with(String oid, Variable value) {
        objects.put(new OID(oid), value);
        return this;
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        requests.incrementAndGet();
        event.setProcessed(true);
        if (!new OctetString("right").equals(new OctetString(event.getSecurityName()))) {
            return;
        }
        PDU answer = spoil.apply(answer(event.getPDU()));
        if (answer == null) {
            return;
        }
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(event.getPDU().getRequestID());
        try {
            snmp.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private PDU answer(PDU request) {
        PDU answer = new PDU();
        int repetitions = request.getType() == PDU.GETBULK ? request.getMaxRepetitions() : 1;
        List<OID> places = new ArrayList<>();
        request.getVariableBindings().forEach(binding -> places.add(binding.getOid()));
        for (int r = 0; r < repetitions; r++) {
            for (int i = 0; i < places.size(); i++) {
                VariableBinding binding = request.getType() == PDU.GET ? get(places.get(i)) : next(places.get(i));
                answer.add(binding);
                places.set(i, binding.getOid());
            }
        }
        return answer;
    }

    private VariableBinding get(OID oid) {
        return new VariableBinding(oid, objects.getOrDefault(oid, Null.noSuchObject));
    }

    private VariableBinding next(OID oid) {
        Map.Entry<OID, Variable> next = objects.higherEntry(oid);
        return next == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next.getKey(), next.getValue());
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
