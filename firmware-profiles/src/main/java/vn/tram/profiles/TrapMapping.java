package vn.tram.profiles;

import java.util.Map;

/**
 * What a trap or inform of a device means (RFC 3416, section 4.2.6).
 *
 * @param name for people, such as {@code linkDown}
 * @param oid its snmpTrapOID
 * @param meaning what follows from it
 * @param sets values that are so from now on, by target; what the device says when it is asked counts again a little
 *     later
 */
public record TrapMapping(String name, Oid oid, Meaning meaning, Map<Target, Object> sets) {

    /** What follows from a trap. */
    public enum Meaning {
        /** The device is asked at once what has changed. */
        CHANGE,
        /** The device began anew: what was learned of it is void. */
        RESTART,
        /** It is worth telling, and nothing follows. */
        NOTICE
    }

    /**
     * A resource; which instance it is is a number, or is told by the trap.
     *
     * @param instance used when {@code told} is empty
     * @param told the object among the trap's variables that has the instance as its value
     */
    public record Target(int object, int instance, Oid told, int resource) {}

    public TrapMapping {
        sets = Map.copyOf(sets);
    }
}
