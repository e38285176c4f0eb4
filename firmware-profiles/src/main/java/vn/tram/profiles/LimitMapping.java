package vn.tram.profiles;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Within which limit a number of a device is as it should be. Between {@code raise} and {@code clear} it stays what it
 * was, so that a value that hovers around the limit is told once.
 *
 * @param name for people, such as {@code temperature}
 * @param object LwM2M object id
 * @param instance LwM2M object instance id, or {@link #EVERY}
 * @param resource LwM2M resource id, of a number
 * @param where by resource id of the same instance: what must be found in its text for the limit to hold there
 * @param above whether what is more than {@code raise} is too much; otherwise what is less is too little
 * @param raise what lies beyond it exceeds the limit
 * @param clear what reaches it is within the limit again; on the other side of {@code raise}, in the resource's unit
 */
public record LimitMapping(
        String name,
        int object,
        int instance,
        int resource,
        Map<Integer, Pattern> where,
        boolean above,
        double raise,
        double clear) {

    /** Each instance of the object has the limit on its own. */
    public static final int EVERY = -1;

    public LimitMapping {
        if (above ? clear >= raise : clear <= raise) {
            throw new IllegalArgumentException(
                    "clear of limit " + name + ": must be " + (above ? "below " : "above ") + raise + ", was " + clear);
        }
        where = Collections.unmodifiableMap(new TreeMap<>(where));
    }

    /** Whether {@code value} lies beyond the limit, given whether it did before. */
    public boolean isExceeded(double value, boolean before) {
        double bound = before ? clear : raise;
        return above ? value > bound : value < bound;
    }
}
