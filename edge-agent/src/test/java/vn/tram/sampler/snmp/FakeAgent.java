package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.DefaultCounterListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter64;
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

    /** Whether the agent does not even hear a request. */
    volatile Predicate<PDU> deaf = request -> false;

    /** Which object comes after one. */
    volatile UnaryOperator<@Nullable OID> successor = objects::higherKey;

    FakeAgent() throws IOException {
        this("8000000001020304", 1);
    }

    /** With the user {@code user} (SHA-256 and AES-128, both with {@code password}), besides the community. */
    FakeAgent(String engineId, int boots) throws IOException {
        mapping = new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0));
        OctetString id = OctetString.fromHexStringPairs(engineId);
        CounterSupport events = new CounterSupport();
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.any);
        USM usm = new USM(protocols, id, boots, events);
        OctetString password = new OctetString("password");
        usm.addUser(new UsmUser(new OctetString("user"), AuthHMAC192SHA256.ID, password, PrivAES128.ID, password));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(
                id.getValue(), null, protocols, SecurityModels.getCollection(new SecurityModel[] {usm}), events));
        events.addCounterListener(new DefaultCounterListener());
        snmp = new Snmp(dispatcher, mapping);
        snmp.addCommandResponder(this);
        mapping.listen();
    }

    /** Another run of the agent, or another device in its place. */
    void becomes(String engineId, int boots) {
        snmp.setLocalEngine(OctetString.fromHexStringPairs(engineId).getValue(), boots, 0);
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
        String name = new OctetString(event.getSecurityName()).toString();
        if (!name.equals("right") && !name.equals("user") || deaf.test(event.getPDU())) {
            return;
        }
        boolean isVersion1 = event.getMessageProcessingModel() == MPv1.ID;
        PDU answer = answer(event.getPDU());
        answer = spoil.apply(isVersion1 ? asVersion1(event.getPDU(), answer) : answer);
        if (answer == null) {
            return;
        }
        if (event.getPDU() instanceof ScopedPDU asked) {
            ScopedPDU scoped = new ScopedPDU();
            scoped.setContextEngineID(asked.getContextEngineID());
            scoped.setContextName(asked.getContextName());
            scoped.setErrorStatus(answer.getErrorStatus());
            answer.getVariableBindings().forEach(scoped::add);
            answer = scoped;
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
        OID next = successor.apply(oid);
        Variable value = next == null ? null : objects.get(next);
        return next == null || value == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next, value);
    }

    /** RFC 1157, sections 4.1.2 and 4.1.3: nothing but the first object that is missing; there is no Counter64. */
    private static PDU asVersion1(PDU request, PDU answer) {
        for (int i = 0; i < answer.size(); i++) {
            if (answer.get(i).isException() || answer.get(i).getVariable() instanceof Counter64) {
                PDU error = new PDU();
                request.getVariableBindings().forEach(error::add);
                error.setErrorStatus(PDU.noSuchName);
                error.setErrorIndex(i + 1);
                return error;
            }
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
