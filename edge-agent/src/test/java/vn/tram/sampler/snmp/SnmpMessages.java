package vn.tram.sampler.snmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/** Messages of version 2c, octet by octet. */
final class SnmpMessages {

    private SnmpMessages() {}

    static byte[] inform(String community, int request, String trapOid) throws IOException {
        return message(community, request, trapOid, PDU.INFORM);
    }

    static byte[] trap(String community, int request, String trapOid) throws IOException {
        return message(community, request, trapOid, PDU.NOTIFICATION);
    }

    private static byte[] message(String community, int request, String trapOid, int type) throws IOException {
        PDU pdu = new PDU();
        pdu.setType(type);
        pdu.setRequestID(new Integer32(request));
        pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(100)));
        pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID(trapOid)));
        Integer32 version = new Integer32(1);
        OctetString name = new OctetString(community);
        int length = version.getBERLength() + name.getBERLength() + pdu.getBERLength();
        BEROutputStream out = new BEROutputStream(ByteBuffer.allocate(length + BER.getBERLengthOfLength(length) + 1));
        BER.encodeHeader(out, BER.SEQUENCE, length);
        version.encodeBER(out);
        name.encodeBER(out);
        pdu.encodeBER(out);
        byte[] octets = new byte[out.getBuffer().position()];
        out.getBuffer().flip();
        out.getBuffer().get(octets);
        return octets;
    }
}
