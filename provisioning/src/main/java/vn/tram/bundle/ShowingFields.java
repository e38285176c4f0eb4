package vn.tram.bundle;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Showing;
import vn.tram.profiles.file.YamlMap;

/** When an announcement is shown, as fields beside its texts; what is left out is not limited. */
final class ShowingFields {

    private ShowingFields() {}

    static void put(Map<String, String> fields, Showing showing) {
        putText(fields, "from", showing.from());
        putText(fields, "until", showing.until());
        if (!showing.days().isEmpty()) {
            fields.put(
                    "days",
                    showing.week().stream()
                            .map(day -> Json.text(day.name()))
                            .collect(Collectors.joining(",", "[", "]")));
        }
        putText(fields, "start", showing.start());
        putText(fields, "end", showing.end());
    }

    private static void putText(Map<String, String> fields, String key, @Nullable Object value) {
        if (value != null) {
            fields.put(key, Json.text(value.toString()));
        }
    }

    /** Notes what is wrong; then it is not limited, which nobody sees, because the whole file is refused. */
    static Showing read(YamlMap map) {
        Instant from = map.has("from") ? Manifest.instant(map, "from") : null;
        Instant until = map.has("until") ? Manifest.instant(map, "until") : null;
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : map.texts("days")) {
            try {
                days.add(DayOfWeek.valueOf(name));
            } catch (IllegalArgumentException e) {
                map.problem("days", "must be of MONDAY to SUNDAY", name);
            }
        }
        LocalTime start = hour(map, "start");
        LocalTime end = hour(map, "end");
        String problem = Showing.problem(from, until, start, end);
        if (problem != null) {
            map.problem("until", problem, "");
            return Showing.ALWAYS;
        }
        return new Showing(from, until, days, start, end);
    }

    private static @Nullable LocalTime hour(YamlMap map, String key) {
        String text = map.optionalText(key);
        if (text == null) {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            map.problem(key, "must be an hour and minute such as 22:00", text);
            return null;
        }
    }
}
