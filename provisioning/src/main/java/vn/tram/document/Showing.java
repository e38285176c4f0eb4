package vn.tram.document;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When something is shown. Days and hours are Viet Nam's, wherever the device is.
 *
 * @param from null for at once
 * @param until not any more from then on; null for no end
 * @param days of the week; empty for every day
 * @param start of the day's hours; null, like {@code end}, for the whole day
 * @param end not any more from then on; when it is not after {@code start}, on the next day
 */
public record Showing(
        @Nullable Instant from,
        @Nullable Instant until,
        Set<DayOfWeek> days,
        @Nullable LocalTime start,
        @Nullable LocalTime end) {

    /** At once, at all hours, without an end. */
    public static final Showing ALWAYS = new Showing(null, null, Set.of(), null, null);

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int WEEK = 8;

    /** Where it stands at some time. */
    public enum Stage {
        /** Its time has not come. */
        SCHEDULED,
        /** It is shown, or will be again at its hours. */
        SHOWN,
        /** Its time is over. */
        EXPIRED
    }

    public Showing {
        days = Set.copyOf(days);
        String problem = problem(from, until, start, end);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The rule that the values break, or null. */
    public static @Nullable String problem(
            @Nullable Instant from, @Nullable Instant until, @Nullable LocalTime start, @Nullable LocalTime end) {
        if (from != null && until != null && !until.isAfter(from)) {
            return "until: must be after from, was " + until;
        }
        if ((start == null) != (end == null)) {
            return "start, end: must both be given, or none";
        }
        return start != null && start.equals(end) ? "end: must not be start, was " + end : null;
    }

    public Stage stage(Instant at) {
        if (until != null && !at.isBefore(until)) {
            return Stage.EXPIRED;
        }
        return from != null && at.isBefore(from) ? Stage.SCHEDULED : Stage.SHOWN;
    }

    public boolean isShown(Instant at) {
        if (stage(at) != Stage.SHOWN) {
            return false;
        }
        ZonedDateTime there = at.atZone(VIETNAM);
        LocalDate today = there.toLocalDate();
        return isWithin(today, there) || isWithin(today.minusDays(1), there);
    }

    /** Whether {@code at} is within the hours that begin on {@code day}. */
    private boolean isWithin(LocalDate day, ZonedDateTime at) {
        return hasDay(day) && !at.isBefore(opens(day)) && at.isBefore(closes(day));
    }

    private boolean hasDay(LocalDate day) {
        return days.isEmpty() || days.contains(day.getDayOfWeek());
    }

    private ZonedDateTime opens(LocalDate day) {
        return day.atTime(start == null ? LocalTime.MIN : start).atZone(VIETNAM);
    }

    private ZonedDateTime closes(LocalDate day) {
        if (start == null || end == null) {
            return day.plusDays(1).atStartOfDay(VIETNAM);
        }
        return (end.isAfter(start) ? day : day.plusDays(1)).atTime(end).atZone(VIETNAM);
    }

    /** When it last began or ceased to be shown, up to {@code at}; null when it never did. */
    public @Nullable Instant changed(Instant at) {
        Stream<Instant> hours = Stream.empty();
        if (!days.isEmpty() || start != null) {
            LocalDate today = at.atZone(VIETNAM).toLocalDate();
            hours = IntStream.rangeClosed(0, WEEK)
                    .mapToObj(today::minusDays)
                    .filter(this::hasDay)
                    .flatMap(
                            day -> Stream.of(opens(day).toInstant(), closes(day).toInstant()))
                    .filter(turn -> stage(turn) == Stage.SHOWN);
        }
        return Stream.concat(hours, Stream.of(from, until).flatMap(Stream::ofNullable))
                .filter(turn -> !turn.isAfter(at))
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** In the order of the week. */
    public Set<DayOfWeek> week() {
        return days.isEmpty() ? EnumSet.noneOf(DayOfWeek.class) : EnumSet.copyOf(days);
    }
}
