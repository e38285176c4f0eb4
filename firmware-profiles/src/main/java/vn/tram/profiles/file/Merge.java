package vn.tram.profiles.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import vn.tram.profiles.Group;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TableMapping.ColumnMapping;
import vn.tram.profiles.ValueMapping;
import vn.tram.profiles.ValueSource;

/**
 * Puts together what two inherited profiles say about the same group: the later one's alternatives are tried first, the
 * earlier one's behind them.
 */
final class Merge {

    private Merge() {}

    static Group groups(Group earlier, Group later) {
        Map<String, ValueMapping> values = new LinkedHashMap<>();
        earlier.values().forEach(value -> values.put(value.target(), value));
        later.values().forEach(value -> values.merge(value.target(), value, Merge::values));
        Map<String, TableMapping> tables = new LinkedHashMap<>();
        earlier.tables().forEach(table -> tables.put(table.name(), table));
        later.tables().forEach(table -> tables.merge(table.name(), table, Merge::tables));
        Set<Group.KernelPart> kernel = new LinkedHashSet<>(earlier.kernel());
        kernel.addAll(later.kernel());
        return new Group(
                later.name(),
                later.every(),
                earlier.watched() || later.watched(),
                List.copyOf(values.values()),
                List.copyOf(tables.values()),
                kernel);
    }

    private static ValueMapping values(ValueMapping earlier, ValueMapping later) {
        return new ValueMapping(
                later.object(),
                later.instance(),
                later.resource(),
                later.type(),
                sources(earlier.sources(), later.sources()));
    }

    private static TableMapping tables(TableMapping earlier, TableMapping later) {
        TreeMap<Integer, ColumnMapping> columns = new TreeMap<>(earlier.columns());
        later.columns()
                .forEach((id, column) -> columns.merge(
                        id, column, (a, b) -> new ColumnMapping(b.type(), sources(a.sources(), b.sources()))));
        return new TableMapping(
                later.name(),
                later.object(),
                later.numbering(),
                later.maxRows(),
                later.needs(),
                later.where(),
                columns);
    }

    /** Both may come from the same base, whose sources then stand once. */
    private static List<ValueSource> sources(List<ValueSource> earlier, List<ValueSource> later) {
        List<ValueSource> sources = new ArrayList<>(later);
        earlier.stream().filter(source -> !later.contains(source)).forEach(sources::add);
        return sources;
    }
}
