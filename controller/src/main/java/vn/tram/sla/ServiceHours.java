package vn.tram.sla;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a service is promised.
 *
 * @param days on which it begins
 * @param to on the next day, unless it is after {@code from}
 */
public record ServiceHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public ServiceHours {
        days = Set.copyOf(days);
    }

    /** Such as {@code MON TUE 07:30-17:00}. */
    public String text() {
        return days.stream().sorted().map(day -> day.name().substring(0, 3)).collect(Collectors.joining(" ")) + " "
                + from + "-" + to;
    }

    /** The promised times within {@code period}, in order. */
    List<Span> within(Span period, ZoneId zone) {
        List<Span> spans = new ArrayList<>();
        LocalDate last = period.to().atZone(zone).toLocalDate();
        LocalDate day = period.from().atZone(zone).toLocalDate().minusDays(1);
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            LocalDate end = to.isAfter(from) ? day : day.plusDays(1);
            Span span = Span.of(
                    day.atTime(from).atZone(zone).toInstant(),
                    end.atTime(to).atZone(zone).toInstant(),
                    period);
            if (span != null && days.contains(day.getDayOfWeek())) {
                spans.add(span);
            }
        }
        return spans;
    }
}
