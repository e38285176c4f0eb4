package vn.tram.maintenance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a window is on: once, from {@code from} to {@code until}; or every week within these.
 *
 * @param from inclusive
 * @param until exclusive; null for a weekly one that goes on until it is cancelled
 * @param weekly null for once
 */
public record Schedule(
        Instant from, @Nullable Instant until, @Nullable Weekly weekly) {

    /** The province's clock; it has no summer time. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    /** A week and a day on either side: every day of the week, however the hours lie. */
    private static final int DAYS_AHEAD = 9;

    public Schedule {
        if (until == null && weekly == null) {
            throw new IllegalArgumentException("until: must be given for a window that is not weekly, was absent");
        }
        if (until != null && !until.isAfter(from)) {
            throw new IllegalArgumentException("until: must be after from, which is " + from + ", was " + until);
        }
    }

    /**
     * One time that it is on.
     *
     * @param from inclusive
     * @param until exclusive
     */
    public record Occurrence(Instant from, Instant until) {

        public boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** The one that goes on at that moment, otherwise the next; null when there is none any more. */
    public @Nullable Occurrence occurrence(Instant at) {
        Weekly week = weekly;
        if (week == null) {
            return until != null && at.isBefore(until) ? new Occurrence(from, until) : null;
        }
        Instant start = at.isBefore(from) ? from : at;
        LocalDate day = start.atZone(ZONE).toLocalDate().minusDays(1);
        for (int ahead = 0; ahead < DAYS_AHEAD; ahead++, day = day.plusDays(1)) {
            Occurrence found = week.days().contains(day.getDayOfWeek()) ? on(day, week) : null;
            if (found != null && found.until.isAfter(start)) {
                return found;
            }
        }
        return null;
    }

    /** Null when the bounds leave nothing of that day's. */
    private @Nullable Occurrence on(LocalDate day, Weekly week) {
        LocalDate lastDay = week.to().isAfter(week.from()) ? day : day.plusDays(1);
        Instant begins = later(day.atTime(week.from()).atZone(ZONE).toInstant(), from);
        Instant ends = lastDay.atTime(week.to()).atZone(ZONE).toInstant();
        Instant bounded = until != null && until.isBefore(ends) ? until : ends;
        return begins.isBefore(bounded) ? new Occurrence(begins, bounded) : null;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    public boolean covers(Instant at) {
        Occurrence occurrence = occurrence(at);
        return occurrence != null && occurrence.covers(at);
    }
}
