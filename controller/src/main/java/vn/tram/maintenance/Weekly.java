package vn.tram.maintenance;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;
import java.util.TreeSet;

/**
 * The same hours on some days of every week, in Viet Nam's time.
 *
 * @param days on which it begins, at least one
 * @param from when it begins
 * @param to when it ends: on the same day, or on the next one when that is not after {@code from}
 */
public record Weekly(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public Weekly {
        days = java.util.Collections.unmodifiableSet(new TreeSet<>(days));
        if (days.isEmpty()) {
            throw new IllegalArgumentException("days: must name at least one day of the week, were none");
        }
    }
}
