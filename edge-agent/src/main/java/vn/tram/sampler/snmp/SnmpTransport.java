package vn.tram.sampler.snmp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Session;
import org.snmp4j.Snmp;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import vn.tram.profiles.file.Secret;

/**
 * One UDP socket for all devices, with one thread that receives and one that watches the time. Only version 2c is
 * loaded; what is no SNMP is dropped and counted. Safe for use by many threads.
 */
public final class SnmpTransport implements AutoCloseable {

    private static final Set<OID> MALFORMED =
            Set.of(SnmpConstants.snmpInASNParseErrs, SnmpConstants.snmpInBadVersions, SnmpConstants.snmpInvalidMsgs);

    private final Snmp snmp;
    private final SnmpCounts counts = new SnmpCounts();

    private SnmpTransport(Snmp snmp) {
        this.snmp = snmp;
    }

    /** @throws IOException when there is no socket to be had */
    public static SnmpTransport open() throws IOException {
        UdpAddress anywhere = new UdpAddress(InetAddress.getByName("0.0.0.0"), 0);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        DefaultUdpTransportMapping mapping = new DefaultUdpTransportMapping(anywhere);
        SnmpTransport transport = new SnmpTransport(new Snmp(dispatcher, mapping));
        dispatcher.addCounterListener(event -> {
            if (MALFORMED.contains(event.getOid())) {
                transport.counts.malformed.incrementAndGet();
            }
        });
        mapping.listen();
        return transport;
    }

    public SnmpCounts counts() {
        return counts;
    }

    /** A device at {@code address}; nothing is sent yet. */
    public SnmpDevice device(InetSocketAddress address, Secret community) {
        CommunityTarget<UdpAddress> target = new CommunityTarget<>(
                new UdpAddress(address.getAddress(), address.getPort()), new OctetString(community.value()));
        target.setVersion(SnmpConstants.version2c);
        target.setRetries(0);
        return new SnmpDevice(this, target);
    }

    /** Sends once. The answer, or null for none, comes on a thread of this transport. */
    void send(PDU pdu, CommunityTarget<UdpAddress> target, Consumer<@Nullable PDU> answer) throws IOException {
        counts.requests.increment();
        snmp.send(pdu, target, null, new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                // Without this, SNMP4J goes on waiting for further answers.
                ((Session) event.getSource()).cancel(event.getRequest(), this);
                answer.accept(event.getResponse());
            }
        });
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            throw new IllegalStateException("a UDP socket does not fail to close", e);
        }
    }
}
