package vn.tram.sla;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;

/** Reads a definition of availability strictly. */
public final class DefinitionReader {

    private static final Duration SLOT = Duration.ofMillis(Slots.MILLIS);

    private DefinitionReader() {}

    private enum Maintenance {
        COUNTED,
        EXCLUDED
    }

    private enum Degraded {
        UP,
        DOWN
    }

    /** @throws BadFileException with every problem of the file at once */
    public static Definition read(YamlMap root) throws BadFileException {
        String name = root.text("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            root.problem("name", "must be 1 to 40 of a-z, 0-9 and -", "\"" + name + "\"");
        }
        YamlMap title = root.map("title");
        Duration interval = root.duration("interval", SLOT, Duration.ofHours(1), SLOT);
        if (interval.toMillis() % Slots.MILLIS != 0) {
            root.problem("interval", "must be a multiple of 10s", interval.toString());
        }
        Definition definition = new Definition(
                name,
                Map.of("vi", title.text("vi"), "en", title.text("en")),
                root.text("basis"),
                root.flag("verified", false),
                root.choice("kind", Definition.Kind.class, Definition.Kind.UPTIME),
                zone(root),
                kinds(root),
                root.choice("unknown", Definition.Unknown.class, Definition.Unknown.EXCLUDED),
                root.choice("degraded", Degraded.class, Degraded.UP) == Degraded.DOWN,
                root.choice("maintenance", Maintenance.class, Maintenance.COUNTED) == Maintenance.EXCLUDED,
                Set.copyOf(root.texts("excluded-causes")),
                root.has("service-hours") ? hours(root.map("service-hours")) : null,
                interval,
                root.integer("loss", 0, 99, 50),
                root.integer("consecutive", 1, 1000, 1),
                targets(root));
        root.done();
        return definition;
    }

    private static ZoneId zone(YamlMap root) {
        String name = root.text("zone", "Asia/Ho_Chi_Minh");
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            root.problem("zone", "must be a time zone such as Asia/Ho_Chi_Minh", "\"" + name + "\"");
            return ZoneId.of("Asia/Ho_Chi_Minh");
        }
    }

    private static Set<Node.Kind> kinds(YamlMap root) {
        Set<Node.Kind> kinds = new HashSet<>();
        for (String text : root.texts("counts")) {
            Node.Kind kind = constant(Node.Kind.values(), text);
            if (kind == null) {
                root.problem("counts", "must be kinds of nodes such as connection-point", "\"" + text + "\"");
            } else {
                kinds.add(kind);
            }
        }
        return kinds.isEmpty() ? Set.of(Node.Kind.CONNECTION_POINT, Node.Kind.HOTSPOT) : kinds;
    }

    private static <E extends Enum<E>> @Nullable E constant(E[] constants, String text) {
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return constant;
            }
        }
        return null;
    }

    private static ServiceHours hours(YamlMap map) {
        Set<DayOfWeek> days = new HashSet<>();
        for (String text : map.texts("days")) {
            DayOfWeek found = null;
            for (DayOfWeek day : DayOfWeek.values()) {
                found = day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(text) ? day : found;
            }
            if (found == null) {
                map.problem("days", "must be of mon, tue, wed, thu, fri, sat, sun", "\"" + text + "\"");
            } else {
                days.add(found);
            }
        }
        return new ServiceHours(days.isEmpty() ? Set.of(DayOfWeek.values()) : days, time(map, "from"), time(map, "to"));
    }

    /** {@code 24:00} is the midnight that ends the day. */
    private static LocalTime time(YamlMap map, String key) {
        String text = map.text(key);
        if (text.equals("24:00")) {
            return LocalTime.MIDNIGHT;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            map.problem(key, "must be a time such as \"07:30\"", "\"" + text + "\"");
            return LocalTime.MIDNIGHT;
        }
    }

    private static List<Definition.Target> targets(YamlMap root) {
        List<Definition.Target> targets = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlMap map : root.maps("targets")) {
            String text = map.text("tier", "");
            Site.Tier tier = constant(Site.Tier.values(), text);
            if (tier == null && !text.isEmpty()) {
                map.problem("tier", "must be province, district, commune or area", "\"" + text + "\"");
            } else if (!seen.add(text)) {
                map.problem("tier", "must have one target", "\"" + text + "\"");
            }
            targets.add(new Definition.Target(tier, percent(map), map.text("basis"), map.flag("verified", false)));
        }
        return targets;
    }

    private static int percent(YamlMap map) {
        String text = map.text("percent");
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3})?") || new BigDecimal(text).compareTo(new BigDecimal(100)) > 0) {
            map.problem("percent", "must be from 0 to 100 with at most three decimals", "\"" + text + "\"");
            return 0;
        }
        return new BigDecimal(text).movePointRight(3).intValueExact();
    }
}
