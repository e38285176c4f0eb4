package vn.tram.sampler.snmp;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.VariableBinding;
import vn.tram.profiles.Oid;

/**
 * What a device said unasked, whatever the version of SNMP that it said it in.
 *
 * @param from the network address it came from
 * @param oid its snmpTrapOID
 * @param variables its other variables, in their order
 */
public record Trap(InetAddress from, Oid oid, List<Variable> variables) {

    private static final Oid SYS_UP_TIME = Oid.of("1.3.6.1.2.1.1.3.0");
    private static final Oid SNMP_TRAP_OID = Oid.of("1.3.6.1.6.3.1.1.4.1.0");
    private static final Oid SNMP_TRAPS = Oid.of("1.3.6.1.6.3.1.1.5");

    /** One variable. */
    public record Variable(Oid oid, SnmpValue value) {}

    public Trap {
        variables = List.copyOf(variables);
    }

    /** Null when {@code pdu} is no trap or inform, or does not say which. */
    static @Nullable Trap of(InetAddress from, PDU pdu) {
        boolean isNotification =
                pdu instanceof PDUv1 || pdu.getType() == PDU.NOTIFICATION || pdu.getType() == PDU.INFORM;
        if (!isNotification) {
            return null;
        }
        List<Variable> all = pdu.getVariableBindings().stream()
                .filter(binding -> binding.getOid().size() <= Oid.MAX_ARCS)
                .flatMap(binding -> variable(binding).stream())
                .toList();
        Oid oid = pdu instanceof PDUv1 old ? ofVersion1(old) : told(all);
        return oid == null
                ? null
                : new Trap(
                        from,
                        oid,
                        all.stream()
                                .filter(variable -> !variable.oid().equals(SYS_UP_TIME)
                                        && !variable.oid().equals(SNMP_TRAP_OID))
                                .toList());
    }

    private static List<Variable> variable(VariableBinding binding) {
        SnmpValue value = SnmpDevice.value(binding.getVariable());
        return value == null ? List.of() : List.of(new Variable(SnmpDevice.oid(binding), value));
    }

    private static @Nullable Oid told(List<Variable> variables) {
        return variables.stream()
                .filter(variable -> variable.oid().equals(SNMP_TRAP_OID))
                .map(variable -> variable.value().oid())
                .findFirst()
                .orElse(null);
    }

    /** RFC 3584, section 3.1. */
    private static @Nullable Oid ofVersion1(PDUv1 pdu) {
        int generic = pdu.getGenericTrap();
        if (generic != PDUv1.ENTERPRISE_SPECIFIC) {
            return generic < 0 || generic > PDUv1.ENTERPRISE_SPECIFIC ? null : SNMP_TRAPS.append(Oid.of(generic + 1));
        }
        OID enterprise = pdu.getEnterprise();
        return enterprise == null || enterprise.size() > Oid.MAX_ARCS - 2
                ? null
                : Oid.of(SnmpConstants.getTrapOID(enterprise, generic, pdu.getSpecificTrap())
                        .getValue());
    }
}
