package vn.tram.simulator.device;

import java.util.Arrays;
import java.util.Map;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import vn.tram.profiles.Oid;

/** What a recording has, laid out for answering; thousands of devices may share one. Immutable. */
final class RecordedObjects {

    private final OID[] oids;
    private final Variable[] values;

    RecordedObjects(Recording recording) {
        Map<Oid, Variable> objects = recording.objects();
        this.oids = objects.keySet().stream().map(oid -> new OID(oid.toArray())).toArray(OID[]::new);
        this.values = objects.values().toArray(Variable[]::new);
    }

    int size() {
        return oids.length;
    }

    /** The place of {@code oid}; negative when it is not there. */
    int indexOf(OID oid) {
        return Arrays.binarySearch(oids, oid);
    }

    /** The place of the first object behind {@code oid}; {@link #size} when there is none. */
    int after(OID oid) {
        int index = indexOf(oid);
        return index >= 0 ? index + 1 : -index - 1;
    }

    OID oid(int index) {
        return oids[index];
    }

    Variable value(int index) {
        return values[index];
    }
}
