package vn.tram.sampler.snmp;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import vn.tram.profiles.Oid;

/** Which LwM2M instance each row of a table is. */
final class Instances {

    /** LwM2M Core 1.2, section 7.1: 65535 is reserved. */
    static final int MAX_INSTANCE = 65_534;

    private static final int FOLDED_FROM = 32_768;

    private Instances() {}

    /**
     * By the rows' indices. An index that LwM2M has no number for is folded into the upper half of the numbers, the
     * same way every time as long as the table has the same rows.
     */
    static Map<Oid, Integer> byIndex(NavigableSet<Oid> indices) {
        Map<Oid, Integer> instances = new LinkedHashMap<>();
        Set<Integer> taken = new HashSet<>();
        for (Oid index : indices) {
            if (index.last() <= MAX_INSTANCE && taken.add((int) index.last())) {
                instances.put(index, (int) index.last());
            }
        }
        for (Oid index : indices) {
            if (!instances.containsKey(index) && taken.size() <= MAX_INSTANCE) {
                int instance = FOLDED_FROM + (int) (index.last() % (MAX_INSTANCE - FOLDED_FROM));
                while (!taken.add(instance)) {
                    instance = instance == MAX_INSTANCE ? 0 : instance + 1;
                }
                instances.put(index, instance);
            }
        }
        return instances;
    }
}
