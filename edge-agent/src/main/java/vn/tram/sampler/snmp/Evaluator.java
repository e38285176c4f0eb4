package vn.tram.sampler.snmp;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.ResourceType;
import vn.tram.profiles.ValueSource;
import vn.tram.profiles.ValueSource.Aggregate;
import vn.tram.profiles.ValueSource.TextForm;

/** Makes LwM2M values from what a device answered, as a profile says. */
final class Evaluator {

    private final Snapshot snapshot;
    private final Memory memory;

    Evaluator(Snapshot snapshot, Memory memory) {
        this.snapshot = snapshot;
        this.memory = memory;
    }

    /**
     * The value that {@code source} gives.
     *
     * @param index of the row; null for a value that is not in a table
     * @return a Long, finite Double, Boolean or String; null when there is none
     */
    @Nullable
    Object value(ValueSource source, ResourceType type, @Nullable Oid index) {
        if (source.constant() != null) {
            return convert(source, type, SnmpValue.text(source.constant()));
        }
        SnmpValue raw = source.aggregate() == Aggregate.NONE ? single(source, index) : aggregate(source);
        return raw == null ? null : convert(source, type, raw);
    }

    private @Nullable SnmpValue single(ValueSource source, @Nullable Oid index) {
        Oid instance = instance(source, index);
        SnmpValue raw = instance == null ? null : read(source.from(), index, instance);
        if (raw == null || instance == null) {
            return null;
        }
        if (!source.shareOf().isEmpty()) {
            return share(source, raw, index);
        }
        if (source.plus().isEmpty() && source.times() == null) {
            return raw.kind() == SnmpValue.Kind.COUNTER32
                    ? SnmpValue.counter64(memory.widen(instance, raw.number()))
                    : raw;
        }
        return number(arithmetic(source, raw, index));
    }

    private @Nullable Oid instance(ValueSource source, @Nullable Oid index) {
        Oid from = source.from();
        Oid at = source.at();
        if (from == null || index == null && at == null) {
            return from;
        }
        if (at == null) {
            return index == null ? from : from.append(index);
        }
        SnmpValue row = snapshot.instance(at);
        return row == null || !row.isNumber() ? null : from.append(Oid.of((int) row.number()));
    }

    private @Nullable SnmpValue read(@Nullable Oid from, @Nullable Oid index, Oid instance) {
        return index == null || from == null ? snapshot.instance(instance) : snapshot.cell(from, index);
    }

    private double operand(Oid oid, @Nullable Oid index) {
        SnmpValue value = index == null ? snapshot.instance(oid) : snapshot.cell(oid, index);
        return value == null ? Double.NaN : value.asNumber();
    }

    private double arithmetic(ValueSource source, SnmpValue raw, @Nullable Oid index) {
        double number = raw.asNumber();
        for (Oid addend : source.plus()) {
            number += operand(addend, index);
        }
        return source.times() == null ? number : number * operand(source.times(), index);
    }

    private @Nullable SnmpValue share(ValueSource source, SnmpValue raw, @Nullable Oid index) {
        double whole = 0;
        for (Oid oid : source.shareOf()) {
            double part = operand(oid, index);
            // A kind of time that this device does not count takes none.
            whole += Double.isNaN(part) ? 0 : part;
        }
        return number(memory.share(source, raw.asNumber(), whole));
    }

    private @Nullable SnmpValue aggregate(ValueSource source) {
        Oid column = source.from();
        if (column == null) {
            return null;
        }
        double sum = 0;
        double extreme = Double.NaN;
        int count = 0;
        for (Oid index : snapshot.indices(List.of(column))) {
            SnmpValue raw = snapshot.cell(column, index);
            if (raw == null || !matches(source.where(), index)) {
                continue;
            }
            boolean plain = source.plus().isEmpty() && source.times() == null;
            if (source.aggregate() == Aggregate.FIRST) {
                return plain ? raw : number(arithmetic(source, raw, index));
            }
            double number = arithmetic(source, raw, index);
            if (source.aggregate() == Aggregate.COUNT || !Double.isNaN(number)) {
                count++;
                sum += number;
                boolean better = source.aggregate() == Aggregate.MIN ? number < extreme : number > extreme;
                extreme = Double.isNaN(extreme) || better ? number : extreme;
            }
        }
        return switch (source.aggregate()) {
            case COUNT -> SnmpValue.integer(count);
            case SUM -> count == 0 ? null : number(sum);
            case MEAN -> count == 0 ? null : number(sum / count);
            case MIN, MAX -> number(extreme);
            case NONE, FIRST -> null;
        };
    }

    /** Whether each column has in this row what is looked for. */
    boolean matches(Map<Oid, Pattern> where, Oid index) {
        return where.entrySet().stream().allMatch(condition -> {
            SnmpValue cell = snapshot.cell(condition.getKey(), index);
            return cell != null
                    && condition.getValue().matcher(cell.asText(TextForm.UTF8)).find();
        });
    }

    private static @Nullable SnmpValue number(double number) {
        if (!Double.isFinite(number)) {
            return null;
        }
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? SnmpValue.integer((long) number) : SnmpValue.real(number);
    }

    private static @Nullable Object convert(ValueSource source, ResourceType type, SnmpValue raw) {
        boolean asIs = source.match() == null && source.map().isEmpty();
        if (asIs && raw.isNumber() && type != ResourceType.STRING) {
            return numeric(source, type, raw);
        }
        boolean isName = raw.kind() == SnmpValue.Kind.OID || raw.kind() == SnmpValue.Kind.ADDRESS;
        if (asIs && isName && type != ResourceType.STRING) {
            return null;
        }
        String text = raw.asText(source.text());
        if (source.match() != null) {
            Matcher matcher = source.match().matcher(text);
            if (!matcher.find()) {
                return null;
            }
            String group = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
            text = group == null ? "" : group.strip();
        }
        if (!source.map().isEmpty()) {
            String mapped = source.map().getOrDefault(text, source.otherwise());
            if (mapped == null) {
                return null;
            }
            text = mapped;
        }
        return switch (type) {
            case STRING -> text.isEmpty() && source.match() != null ? null : text;
            case BOOLEAN -> text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
            default -> {
                SnmpValue number = number(SnmpValue.number(text));
                yield number == null ? null : numeric(source, type, number);
            }
        };
    }

    private static @Nullable Object numeric(ValueSource source, ResourceType type, SnmpValue raw) {
        boolean scaled = source.scale() != 1 || source.offset() != 0;
        double number = raw.asNumber() * source.scale() + source.offset();
        if (!Double.isFinite(number) || type == ResourceType.BOOLEAN) {
            return null;
        }
        if (type == ResourceType.FLOAT) {
            return number;
        }
        return scaled || raw.kind() == SnmpValue.Kind.REAL ? (Long) Math.round(number) : (Long) raw.number();
    }
}
