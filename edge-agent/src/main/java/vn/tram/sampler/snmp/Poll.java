package vn.tram.sampler.snmp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.Group;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceType;
import vn.tram.profiles.TableMapping;
import vn.tram.profiles.TableMapping.ColumnMapping;
import vn.tram.profiles.TableMapping.Numbering;
import vn.tram.profiles.ValueMapping;
import vn.tram.profiles.ValueSource;

/** Asks a device once for what some groups of its profile want, and makes readings of the answers. */
public final class Poll {

    private static final Oid NO_INDEX = Oid.of();

    /**
     * One value.
     *
     * @param index of the row that it is from; without arcs for values that are in no table
     * @param from where it was read; without arcs when it was put together of several objects
     */
    public record Measured(Reading reading, Oid index, Oid from) {}

    /**
     * One poll.
     *
     * @param age what the device says about how long it has been running
     */
    record Round(Outcome outcome, Restarts.Age age) {}

    /**
     * What came of it.
     *
     * @param values by group, in the order of the profile; a group that has to wait for the next round is missing
     * @param troubles why something may be missing; partial answers are in the values all the same
     * @param reached whether the device answered at all
     */
    public record Outcome(Map<String, List<Measured>> values, Set<String> troubles, boolean reached) {}

    /** Polls of one device, each of which builds on those before; one at a time. */
    public static final class Series {

        private final SnmpSource source;
        private final Memory memory = new Memory();

        public Series(SnmpSource source) {
            this.source = source;
        }

        /** The future never fails. */
        public CompletableFuture<Outcome> next(Collection<Group> groups) {
            return run(source, groups, memory).thenApply(Round::outcome);
        }
    }

    static final Oid SYS_UP_TIME = Oid.of("1.3.6.1.2.1.1.3.0");
    static final Oid SNMP_ENGINE_BOOTS = Oid.of("1.3.6.1.6.3.10.2.1.2.0");
    static final Oid SNMP_ENGINE_TIME = Oid.of("1.3.6.1.6.3.10.2.1.3.0");

    private final Snapshot snapshot;
    private final Memory memory;
    private final Evaluator evaluator;
    private final Set<ValueSource> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private Poll(Snapshot snapshot, Memory memory) {
        this.snapshot = snapshot;
        this.memory = memory;
        this.evaluator = new Evaluator(snapshot, memory);
    }

    /** Polls all of {@code groups} without any earlier round to build on. The future never fails. */
    public static CompletableFuture<Outcome> once(SnmpSource source, Collection<Group> groups) {
        return run(source, groups, new Memory()).thenApply(Round::outcome);
    }

    static CompletableFuture<Round> run(SnmpSource source, Collection<Group> groups, Memory memory) {
        Plan plan = Plan.of(groups, memory::isWorthAsking);
        List<Oid> age = memory.isWithoutEngine()
                ? List.of(SYS_UP_TIME)
                : List.of(SYS_UP_TIME, SNMP_ENGINE_BOOTS, SNMP_ENGINE_TIME);
        return Snapshot.take(source, plan, age).thenApply(snapshot -> new Poll(snapshot, memory).evaluate(groups));
    }

    private Round evaluate(Collection<Group> groups) {
        Map<String, List<Measured>> values = new LinkedHashMap<>();
        if (snapshot.reached()) {
            groups.stream().filter(this::isComplete).forEach(group -> values.put(group.name(), evaluate(group)));
        }
        Restarts.Age age = new Restarts.Age(number(SYS_UP_TIME), number(SNMP_ENGINE_BOOTS), number(SNMP_ENGINE_TIME));
        if (snapshot.reached() && age.boots() < 0) {
            memory.noteNoEngine();
        }
        return new Round(new Outcome(values, new TreeSet<>(snapshot.troubles()), snapshot.reached()), age);
    }

    /** Whether nothing that the group needs was left for the next round. */
    private boolean isComplete(Group group) {
        return snapshot.skipped().isEmpty()
                || Plan.of(List.of(group), memory::isWorthAsking).tables().keySet().stream()
                        .noneMatch(snapshot.skipped()::contains);
    }

    private long number(Oid instance) {
        SnmpValue value = snapshot.instance(instance);
        return value == null || !value.isNumber() ? -1 : value.number();
    }

    private List<Measured> evaluate(Group group) {
        List<Measured> measured = new ArrayList<>();
        for (ValueMapping mapping : group.values()) {
            ResourcePath path = new ResourcePath(mapping.object(), mapping.instance(), mapping.resource());
            add(measured, path, mapping.sources(), mapping.type(), null);
            learn(mapping.sources());
        }
        for (TableMapping table : group.tables()) {
            rows(table, measured);
            table.columns().values().forEach(column -> learn(column.sources()));
        }
        return measured;
    }

    private void rows(TableMapping table, List<Measured> into) {
        NavigableSet<Oid> indices = snapshot.indices(rowColumns(table));
        indices.removeIf(index -> !evaluator.matches(table.where(), index));
        instances(table, indices).forEach((index, instance) -> {
            for (Map.Entry<Integer, ColumnMapping> column : table.columns().entrySet()) {
                ColumnMapping mapping = column.getValue();
                ResourcePath path = new ResourcePath(table.object(), instance, column.getKey());
                add(into, path, mapping.sources(), mapping.type(), index);
            }
        });
    }

    /** The columns that make rows: not those of other tables that are only looked at from here. */
    private static List<Oid> rowColumns(TableMapping table) {
        ColumnMapping needed = table.columns().get(table.needs());
        return (needed == null ? table.columns().values().stream() : Stream.of(needed))
                .flatMap(column -> column.sources().stream())
                .filter(source -> source.from() != null && source.part() == null)
                .map(ValueSource::from)
                .toList();
    }

    private Map<Oid, Integer> instances(TableMapping table, NavigableSet<Oid> indices) {
        ColumnMapping needed = table.columns().get(table.needs());
        if (needed != null) {
            indices.removeIf(index -> source(needed.sources(), needed.type(), index) == null);
        }
        if (table.numbering() == Numbering.INDEX) {
            return Instances.byIndex(indices);
        }
        Map<Oid, Integer> instances = new LinkedHashMap<>();
        for (Oid index : indices) {
            int instance = memory.instance(table.object(), table.name(), index);
            if (instance >= 0) {
                instances.put(index, instance);
            }
        }
        return instances;
    }

    /** The first of the ways that gives a value. */
    private @Nullable ValueSource source(List<ValueSource> sources, ResourceType type, @Nullable Oid index) {
        for (ValueSource source : sources) {
            if (evaluator.value(source, type, index) != null) {
                return source;
            }
        }
        return null;
    }

    private void add(
            List<Measured> into, ResourcePath path, List<ValueSource> sources, ResourceType type, @Nullable Oid index) {
        for (ValueSource source : sources) {
            Object value = evaluator.value(source, type, index);
            if (value != null) {
                used.add(source);
                if (Reading.isAllowed(value)) {
                    Oid row = index == null ? NO_INDEX : index;
                    into.add(new Measured(new Reading(path, value), row, Evaluator.place(source, index)));
                }
                return;
            }
        }
    }

    /** The ways that gave nothing, or were never tried because better ones did, are not worth asking for again. */
    private void learn(List<ValueSource> sources) {
        if (!snapshot.troubles().isEmpty()) {
            return;
        }
        for (ValueSource source : sources) {
            boolean pending =
                    !source.shareOf().isEmpty() && source.from() != null && snapshot.instance(source.from()) != null;
            memory.note(source, used.contains(source) || pending);
        }
    }
}
