package vn.tram.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;

/** How finely roll-ups are kept, how long, and how much goes into one file. */
enum Resolution {
    FIVE_MINUTES("rollup-5m-", 300, 30) {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day;
        }

        @Override
        LocalDate endDay(LocalDate first) {
            return first.plusDays(1);
        }
    },
    HOUR("rollup-1h-", 3600, 731) {
        @Override
        LocalDate firstDay(LocalDate day) {
            return day.with(IsoFields.DAY_OF_QUARTER, 1);
        }

        @Override
        LocalDate endDay(LocalDate first) {
            return first.plusMonths(3);
        }
    };

    private final String prefix;
    final int seconds;
    final int keptDays;

    Resolution(String prefix, int seconds, int keptDays) {
        this.prefix = prefix;
        this.seconds = seconds;
        this.keptDays = keptDays;
    }

    FileNames names() {
        return new FileNames(prefix);
    }

    /** First day of the file that {@code day} belongs to. */
    abstract LocalDate firstDay(LocalDate day);

    /** First day that no longer belongs to the file. */
    abstract LocalDate endDay(LocalDate first);

    LocalDate firstDayAt(long millis) {
        return firstDay(LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }

    /** Beginning of the stretch, seconds since 1970. */
    long start(long millis) {
        return Math.floorDiv(millis, seconds * 1000L) * seconds;
    }
}
