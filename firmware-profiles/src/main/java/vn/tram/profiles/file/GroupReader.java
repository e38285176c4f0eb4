package vn.tram.profiles.file;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Group;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.ResourceType;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TableMapping.ColumnMapping;
import vn.tram.profiles.TableMapping.Numbering;
import vn.tram.profiles.ValueMapping;
import vn.tram.profiles.ValueSource;

/** Reads one group of a profile over the group of the same name that it inherits. */
final class GroupReader {

    private static final Duration FASTEST = Duration.ofSeconds(1);
    private static final Duration SLOWEST = Duration.ofDays(7);
    private static final int MAX_ROWS = 10_000;

    private final ObjectDefinitions definitions;
    private final OidNames names;
    private final ValueReader valueReader;
    private final SensorReader sensorReader;

    GroupReader(ObjectDefinitions definitions, OidNames names) {
        this.definitions = definitions;
        this.names = names;
        this.valueReader = new ValueReader(names);
        this.sensorReader = new SensorReader(names, valueReader);
    }

    Group read(String name, YamlMap map, @Nullable Group inherited) {
        Map<String, ValueMapping> values = new LinkedHashMap<>();
        Map<String, TableMapping> tables = new LinkedHashMap<>();
        if (inherited != null) {
            inherited.values().forEach(value -> values.put(value.target(), value));
            inherited.tables().forEach(table -> tables.put(table.name(), table));
        }
        readValues(map.map("values"), values);
        map.entries("tables").forEach((key, table) -> {
            TableMapping read = table(key, table, tables.get(key));
            if (read != null) {
                tables.put(key, read);
            }
        });
        for (YamlMap sensor : map.maps("sensors")) {
            TableMapping read = sensorReader.read(sensor);
            if (read != null) {
                tables.put(read.name(), read);
            }
        }
        return new Group(
                name,
                map.duration("every", FASTEST, SLOWEST, inherited == null ? Duration.ofMinutes(1) : inherited.every()),
                map.flag("watch", inherited != null && inherited.watched()),
                List.copyOf(values.values()),
                List.copyOf(tables.values()),
                kernel(map, inherited));
    }

    private static Set<Group.KernelPart> kernel(YamlMap map, @Nullable Group inherited) {
        Set<Group.KernelPart> parts = EnumSet.noneOf(Group.KernelPart.class);
        if (inherited != null) {
            parts.addAll(inherited.kernel());
        }
        Map<String, Group.KernelPart> known = new LinkedHashMap<>();
        for (Group.KernelPart part : Group.KernelPart.values()) {
            known.put(part.name().toLowerCase(Locale.ROOT), part);
        }
        for (String text : map.texts("kernel")) {
            Group.KernelPart part = known.get(text);
            if (part == null) {
                String rule = "must be of " + String.join(", ", known.keySet());
                map.problem("kernel", Suggestion.rule(rule, text, known.keySet()), YamlTree.quote(text));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private void readValues(YamlMap map, Map<String, ValueMapping> into) {
        for (String target : map.keys()) {
            int[] ids = target(target);
            if (ids.length == 0) {
                map.alternatives(target, "from");
                map.problem(target, "must be object/instance/resource, such as 42770/0/0", "");
                continue;
            }
            ValueMapping inherited = into.get(target);
            ResourceType type = type(map, target, ids[0], ids[2]);
            List<ValueSource> sources =
                    valueReader.read(map, target, type, inherited == null ? List.of() : inherited.sources());
            into.remove(target);
            if (!sources.isEmpty()) {
                into.put(target, new ValueMapping(ids[0], ids[1], ids[2], type, sources));
            }
        }
    }

    /** Object, instance and resource; empty when {@code text} is no such path. */
    private static int[] target(String text) {
        if (!text.matches("[0-9]{1,5}/[0-9]{1,5}/[0-9]{1,5}")) {
            return new int[0];
        }
        String[] parts = text.split("/");
        int[] ids = new int[3];
        for (int i = 0; i < 3; i++) {
            ids[i] = Integer.parseInt(parts[i]);
        }
        return ids[0] <= 65_535 && ids[1] <= 65_534 && ids[2] <= 65_535 ? ids : new int[0];
    }

    private @Nullable TableMapping table(String name, YamlMap map, @Nullable TableMapping inherited) {
        int object = map.integer("object", 0, 65_535, inherited == null ? -1 : inherited.object());
        TreeMap<Integer, ColumnMapping> columns = new TreeMap<>(inherited == null ? Map.of() : inherited.columns());
        if (object < 0) {
            map.problem("object", "must be given: the LwM2M object that gets an instance for each row", "");
        } else if (!columns.isEmpty() && inherited != null && inherited.object() != object) {
            map.problem("object", "must be that of the inherited table, " + inherited.object(), "" + object);
        }
        readColumns(map.map("columns"), object, columns);
        Map<Oid, Pattern> where = new LinkedHashMap<>(inherited == null ? Map.of() : inherited.where());
        where.putAll(ValueReader.where(map, names));
        Numbering numbering =
                map.choice("instances", Numbering.class, inherited == null ? Numbering.INDEX : inherited.numbering());
        int maxRows = map.integer("max-rows", 1, MAX_ROWS, inherited == null ? 1_000 : inherited.maxRows());
        return object < 0
                ? null
                : new TableMapping(name, object, numbering, maxRows, needs(map, columns, inherited), where, columns);
    }

    private static int needs(YamlMap map, Map<Integer, ColumnMapping> columns, @Nullable TableMapping inherited) {
        int needs = map.integer("needs", 0, 65_535, inherited == null ? -1 : inherited.needs());
        if (needs >= 0 && !columns.containsKey(needs)) {
            map.problem("needs", "must be one of the columns", Integer.toString(needs));
        }
        return needs;
    }

    private void readColumns(YamlMap map, int object, Map<Integer, ColumnMapping> into) {
        for (String key : map.keys()) {
            if (!key.matches("[0-9]{1,5}")) {
                map.alternatives(key, "from");
                map.problem(key, "must be a resource id", "");
                continue;
            }
            int resource = Integer.parseInt(key);
            ColumnMapping inherited = into.get(resource);
            ResourceType type = type(map, key, object, resource);
            List<ValueSource> sources =
                    valueReader.read(map, key, type, inherited == null ? List.of() : inherited.sources());
            into.remove(resource);
            if (!sources.isEmpty()) {
                into.put(resource, new ColumnMapping(type, sources));
            }
        }
    }

    /** The type of a resource that can be reported; a problem when there is none. */
    private ResourceType type(YamlMap map, String key, int object, int resource) {
        ObjectDefinition definition = definitions.object(object);
        ResourceDefinition found = definition == null ? null : definition.resource(resource);
        if (definition == null) {
            map.problem(key, "must be a resource of a known LwM2M object; objects/" + object + ".xml is not there", "");
        } else if (found == null) {
            map.problem(key, "must be a resource of object " + object + ", " + definition.name(), "" + resource);
        } else if (!found.operations().isReadable() || found.multiple()) {
            map.problem(key, "must be a single resource that can be read", found.name());
        }
        return found == null ? ResourceType.STRING : found.type();
    }
}
