package vn.tram.profiles;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is measured together and equally often.
 *
 * @param name within the profile
 * @param every how often; a slower group keeps its last values in between
 * @param watched whether a change must be known at once, so that the group is measured between rounds too
 * @param values by SNMP
 * @param tables by SNMP
 * @param kernel what is read from Linux itself
 */
public record Group(
        String name,
        Duration every,
        boolean watched,
        List<ValueMapping> values,
        List<TableMapping> tables,
        Set<KernelPart> kernel) {

    /** What Linux tells about itself in {@code /proc} and {@code /sys}. */
    public enum KernelPart {
        /** LwM2M object 3. */
        DEVICE,
        /** LwM2M objects 4 and 7. */
        CONNECTIVITY,
        /** LwM2M object 12. */
        WLAN,
        /** Object 42769. */
        INTERFACES,
        /** Object 42770. */
        HOST
    }

    public Group {
        values = List.copyOf(values);
        tables = List.copyOf(tables);
        kernel = Set.copyOf(kernel);
    }
}
