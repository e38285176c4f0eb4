package vn.tram.sampler.snmp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vn.tram.profiles.Group;
import vn.tram.profiles.Oid;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.ValueMapping;
import vn.tram.profiles.ValueSource;
import vn.tram.profiles.ValueSource.Aggregate;

/**
 * What has to be asked for some groups at once: each object once, however many values need it, and the columns of one
 * table together.
 *
 * @param instances single objects
 * @param lookups objects whose value is the row at which a column is read, with those columns
 * @param tables the columns of each table, by the table's entry
 * @param maxRows by the table's entry
 */
record Plan(Set<Oid> instances, Map<Oid, Set<Oid>> lookups, Map<Oid, Set<Oid>> tables, Map<Oid, Integer> maxRows) {

    private static final int AGGREGATED_ROWS = 1_000;

    /** @param wanted which sources are worth asking for */
    static Plan of(Collection<Group> groups, Predicate<ValueSource> wanted) {
        Plan plan =
                new Plan(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (Group group : groups) {
            for (ValueMapping value : group.values()) {
                value.sources().stream().filter(wanted).forEach(plan::addValue);
            }
            for (TableMapping table : group.tables()) {
                plan.addTable(table, wanted);
            }
        }
        return plan;
    }

    private void addValue(ValueSource source) {
        Oid from = source.from();
        Oid at = source.at();
        if (from == null) {
            return;
        }
        if (source.aggregate() != Aggregate.NONE) {
            columnsOf(source).forEach(column -> addColumn(column, AGGREGATED_ROWS));
            source.where().keySet().forEach(column -> addColumn(column, AGGREGATED_ROWS));
        } else if (at != null) {
            lookups.computeIfAbsent(at, key -> new LinkedHashSet<>()).add(from);
            instances.add(at);
        } else {
            instances.addAll(columnsOf(source));
        }
    }

    private void addTable(TableMapping table, Predicate<ValueSource> wanted) {
        table.where().keySet().forEach(column -> addColumn(column, table.maxRows()));
        table.columns()
                .values()
                .forEach(column -> column.sources().stream()
                        .filter(wanted)
                        .forEach(source -> columnsOf(source).forEach(oid -> addColumn(oid, table.maxRows()))));
    }

    private void addColumn(Oid column, int rows) {
        Oid entry = entry(column);
        tables.computeIfAbsent(entry, key -> new LinkedHashSet<>()).add(column);
        maxRows.merge(entry, rows, Math::max);
    }

    /** What the columns of one table have in common. */
    static Oid entry(Oid column) {
        return column.first(column.size() - 1);
    }

    private static List<Oid> columnsOf(ValueSource source) {
        List<Oid> oids = new ArrayList<>(source.plus());
        oids.addAll(source.shareOf());
        if (source.from() != null) {
            oids.add(source.from());
        }
        Stream.of(source.times(), source.prefix(), source.decimals())
                .filter(Objects::nonNull)
                .forEach(oids::add);
        return oids;
    }
}
