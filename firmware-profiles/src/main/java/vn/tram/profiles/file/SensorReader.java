package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceType;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TableMapping.ColumnMapping;
import vn.tram.profiles.TableMapping.Numbering;
import vn.tram.profiles.ValueSource;

/**
 * Reads the short form for sensors: one entry for a column or a single object, which becomes a table of the LwM2M
 * object 42774.
 */
final class SensorReader {

    private static final int OBJECT = 42_774;
    private static final int NAME = 0;
    private static final int CLASS = 1;
    private static final int VALUE = 2;
    private static final int UNIT = 3;
    private static final int STATE = 4;
    private static final int MAX_ROWS = 500;

    /** With their units in SenML (RFC 8428 and RFC 8798). */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("temperature", "Cel"),
            Map.entry("humidity", "%RH"),
            Map.entry("voltage", "V"),
            Map.entry("current", "A"),
            Map.entry("power", "W"),
            Map.entry("frequency", "Hz"),
            Map.entry("load", "%"),
            Map.entry("charge", "%"),
            Map.entry("percent", "%"),
            Map.entry("runtime", "min"),
            Map.entry("delay", "s"),
            Map.entry("dbm", "dBm"),
            Map.entry("signal", "dBm"),
            Map.entry("snr", "dB"),
            Map.entry("fanspeed", "1/min"),
            Map.entry("energy", "Wh"),
            Map.entry("count", ""),
            Map.entry("state", ""));

    private final OidNames names;
    private final ValueReader values;

    SensorReader(OidNames names, ValueReader values) {
        this.names = names;
        this.values = values;
    }

    /** Null, and problems in {@code map}, when it is wrong. */
    @Nullable
    TableMapping read(YamlMap map) {
        String kind = map.text("class");
        String unit = CLASSES.get(kind);
        if (unit == null && !kind.isEmpty()) {
            String rule = Suggestion.rule("must be a class of sensors", kind, new TreeMap<>(CLASSES).keySet());
            map.problem("class", rule, YamlTree.quote(kind));
        }
        ValueSource value = values.source(map, ResourceType.FLOAT);
        List<ValueSource> labels = new ArrayList<>(values.read(map, "label", ResourceType.STRING, List.of()));
        String name = map.text("name", "");
        Map<String, String> states = map.textEntries("states");
        Map<Oid, Pattern> rows = rows(map);
        if (name.isEmpty() && labels.isEmpty()) {
            map.problem("name", "must be given, or label", "");
        }
        if (value == null || value.from() == null || unit == null) {
            return null;
        }
        Oid column = column(value.from());
        if (!name.isEmpty()) {
            labels.add(ValueSource.constant(name));
        }
        Map<Integer, ColumnMapping> columns = new LinkedHashMap<>();
        columns.put(NAME, text(labels));
        columns.put(CLASS, text(List.of(ValueSource.constant(kind))));
        columns.put(VALUE, new ColumnMapping(ResourceType.FLOAT, List.of(value.withFrom(column))));
        if (!unit.isEmpty()) {
            columns.put(UNIT, text(List.of(ValueSource.constant(unit))));
        }
        if (!states.isEmpty()) {
            columns.put(STATE, text(List.of(ValueSource.mapped(column, states))));
        }
        return new TableMapping(
                kind + " " + column + (rows.isEmpty() ? "" : " " + rows),
                OBJECT,
                Numbering.ORDINAL,
                MAX_ROWS,
                VALUE,
                rows,
                new TreeMap<>(columns));
    }

    private Map<Oid, Pattern> rows(YamlMap map) {
        Map<Oid, Pattern> rows = new LinkedHashMap<>();
        ValueReader.where(map, "rows", names).forEach((oid, pattern) -> rows.put(column(oid), pattern));
        return rows;
    }

    /** A single object is the row 0 of the column that it stands for. */
    private static Oid column(Oid oid) {
        return oid.size() > 1 && oid.last() == 0 ? oid.first(oid.size() - 1) : oid;
    }

    private static ColumnMapping text(List<ValueSource> sources) {
        return new ColumnMapping(ResourceType.STRING, sources);
    }
}
