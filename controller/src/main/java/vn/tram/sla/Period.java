package vn.tram.sla;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A month or a quarter of the calendar.
 *
 * @param name such as {@code 2026-10} or {@code 2026-Q4}
 * @param to exclusive
 */
public record Period(String name, Instant from, Instant to) {

    /** Null when {@code name} is neither a month nor a quarter from 2000 to 2999. */
    public static @Nullable Period parse(String name, ZoneId zone) {
        if (name.matches("2[0-9]{3}-Q[1-4]")) {
            int year = Integer.parseInt(name.substring(0, 4));
            return of(name, YearMonth.of(year, 3 * (name.charAt(6) - '1') + 1), 3, zone);
        }
        try {
            return name.matches("2[0-9]{3}-[0-9]{2}") ? of(name, YearMonth.parse(name), 1, zone) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Period of(String name, YearMonth first, int months, ZoneId zone) {
        return new Period(
                name,
                first.atDay(1).atStartOfDay(zone).toInstant(),
                first.plusMonths(months).atDay(1).atStartOfDay(zone).toInstant());
    }
}
