package vn.tram.sampler.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.Oid;
import vn.tram.profiles.TrapMapping;
import vn.tram.profiles.TrapMapping.Target;
import vn.tram.profiles.ValueSource.TextForm;

/** Turns the traps of one device into readings, as its profile says. */
final class Notifications {

    static final int OBJECT = 42779;

    private static final int MAX_DETAILS = 512;
    private static final int MAX_VALUE = 80;

    private final AtomicLong count = new AtomicLong();

    /** What the profile has for {@code trap}; null when it has nothing. */
    static @Nullable TrapMapping mapping(@Nullable DeviceProfile profile, Trap trap) {
        return profile == null
                ? null
                : profile.traps().values().stream()
                        .filter(mapping -> mapping.oid().equals(trap.oid()))
                        .findFirst()
                        .orElse(null);
    }

    /** The object SNMP Notifications after {@code trap}. */
    List<Reading> told(Trap trap, @Nullable TrapMapping mapping) {
        return List.of(
                Reading.of(OBJECT, 0, 0, mapping == null ? trap.oid().toString() : mapping.name()),
                Reading.of(OBJECT, 0, 1, count.incrementAndGet()),
                Reading.of(OBJECT, 0, 2, details(trap)),
                Reading.of(OBJECT, 0, 3, trap.from().getHostAddress()));
    }

    private static String details(Trap trap) {
        String all = trap.variables().stream()
                .map(variable -> variable.oid() + "=" + cut(text(variable.value()), MAX_VALUE))
                .collect(Collectors.joining("; "));
        return cut(all, MAX_DETAILS);
    }

    private static String text(SnmpValue value) {
        return value.isNumber() ? Long.toString(value.number()) : value.asText(TextForm.UTF8);
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /**
     * The values that the profile sets for it.
     *
     * @param rows those that the device has been seen to have, with resource 0; others are not made up
     */
    static List<Reading> set(Trap trap, @Nullable TrapMapping mapping, Set<ResourcePath> rows) {
        List<Reading> readings = new ArrayList<>();
        if (mapping != null) {
            mapping.sets().forEach((target, value) -> {
                Long instance = target.told().size() == 0 ? Long.valueOf(target.instance()) : told(trap, target);
                if (instance != null && rows.contains(row(target, instance))) {
                    readings.add(Reading.of(target.object(), instance.intValue(), target.resource(), value));
                }
            });
        }
        return readings;
    }

    private static ResourcePath row(Target target, long instance) {
        boolean fits = instance >= 0 && instance < 65_535;
        return new ResourcePath(target.object(), fits ? (int) instance : 0, 0);
    }

    private static @Nullable Long told(Trap trap, Target target) {
        Oid object = target.told();
        return trap.variables().stream()
                .filter(variable ->
                        variable.oid().startsWith(object) && variable.value().isNumber())
                .map(variable -> variable.value().number())
                .findFirst()
                .orElse(null);
    }
}
