package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.Group;
import vn.tram.profiles.LimitMapping;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.Recogniser;
import vn.tram.profiles.TrapMapping;

/** Reads one profile strictly; what it inherits is handed in, already read. */
final class ProfileReader {

    private static final int MAX_SERIES = 100_000;

    private ProfileReader() {}

    /** The ids that the profile inherits from, in order; {@code if-mib} stands for {@code base/if-mib}. */
    static List<String> inherits(YamlMap map) {
        List<String> ids = new ArrayList<>();
        for (String text : map.texts("inherits")) {
            ids.add(text.contains("/") ? text : "base/" + text);
        }
        return ids;
    }

    static DeviceProfile read(String id, YamlMap map, List<DeviceProfile> inherited, ObjectDefinitions definitions)
            throws BadFileException {
        String name = map.text("name");
        inherits(map);
        OidNames names = new OidNames();
        Map<String, Group> groups = new LinkedHashMap<>();
        Map<String, TrapMapping> traps = new LinkedHashMap<>();
        Map<String, LimitMapping> limits = new LinkedHashMap<>();
        int series = DeviceProfile.DEFAULT_MAX_SERIES;
        for (DeviceProfile base : inherited) {
            names.inherit(base.oids());
            base.groups().forEach((key, group) -> groups.merge(key, group, Merge::groups));
            traps.putAll(base.traps());
            limits.putAll(base.limits());
            series = Math.max(series, base.maxSeries());
        }
        names.read(map);
        List<Recogniser> recognisers = recognisers(map, names);
        int maxSeries = map.integer("max-series", 1, MAX_SERIES, series);
        GroupReader reader = new GroupReader(definitions, names);
        leaveOut(map, groups, limits);
        map.entries("groups").forEach((key, group) -> groups.put(key, reader.read(key, group, groups.get(key))));
        new TrapReader(definitions, names).read(map, traps);
        new LimitReader(definitions).read(map, limits);
        map.done();
        return new DeviceProfile(id, name, recognisers, maxSeries, names.all(), groups, traps, limits);
    }

    private static void leaveOut(YamlMap map, Map<String, Group> groups, Map<String, LimitMapping> limits) {
        for (String without : map.texts("without")) {
            boolean found = groups.remove(without) != null;
            found |= limits.remove(without) != null;
            if (!found) {
                Set<String> known = new TreeSet<>(groups.keySet());
                known.addAll(limits.keySet());
                String rule = Suggestion.rule("must be an inherited group or limit", without, known);
                map.problem("without", rule, YamlTree.quote(without));
            }
        }
    }

    private static List<Recogniser> recognisers(YamlMap profile, OidNames names) {
        List<Recogniser> recognisers = new ArrayList<>();
        for (YamlMap map : profile.maps("recognise")) {
            Oid objectId = names.read(map, "object-id");
            Pattern description = ValueReader.pattern(map, "description");
            @Nullable Oid present = names.read(map, "present");
            if (objectId == null && description == null && present == null) {
                map.problem("object-id", "must be given, or description or present", "");
            } else {
                recognisers.add(new Recogniser(objectId, description, present));
            }
        }
        return recognisers;
    }
}
