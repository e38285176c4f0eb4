package vn.tram.profiles;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one model line of devices can report and from where, with everything that it inherits.
 *
 * @param id vendor and model line, {@code net-snmp/linux}; its file is {@code profiles/<id>.yaml}
 * @param name for people
 * @param recognisers any of them will do; none in a base that is only inherited
 * @param maxSeries how many different resources a node of this kind reports at most
 * @param oids what the SNMP objects are called, for those who inherit
 * @param groups by name, in the order in which their values are worth reporting
 * @param traps what it says unasked, by name
 * @param limits within which its values are as they should be, by name
 */
public record DeviceProfile(
        String id,
        String name,
        List<Recogniser> recognisers,
        int maxSeries,
        Map<String, Oid> oids,
        Map<String, Group> groups,
        Map<String, TrapMapping> traps,
        Map<String, LimitMapping> limits) {

    public static final int DEFAULT_MAX_SERIES = 60;

    public DeviceProfile {
        recognisers = List.copyOf(recognisers);
        oids = Collections.unmodifiableMap(new LinkedHashMap<>(oids));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        traps = Collections.unmodifiableMap(new LinkedHashMap<>(traps));
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    public Collection<Group> allGroups() {
        return groups.values();
    }

    /** Whether anything is read from Linux itself rather than by SNMP. */
    public boolean readsKernel() {
        return groups.values().stream().anyMatch(group -> !group.kernel().isEmpty());
    }
}
