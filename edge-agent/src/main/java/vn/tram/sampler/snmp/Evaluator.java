package vn.tram.sampler.snmp;

import java.math.BigDecimal;
import java.math.MathContext;
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

    /** Of EntitySensorDataScale, RFC 3433: neither thousands nor thousandths. */
    private static final int UNITS = 9;

    private static final MathContext DIGITS = new MathContext(12);

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
            String place = index == null ? "" : index.toString();
            return convert(source, type, SnmpValue.text(source.constant().replace("{index}", place)), 1);
        }
        SnmpValue raw = source.aggregate() == Aggregate.NONE ? single(source, index) : aggregate(source);
        return raw == null ? null : convert(source, type, raw, factor(source, index));
    }

    /** Where a value is read; without arcs when it is put together of several. */
    static Oid place(ValueSource source, @Nullable Oid index) {
        Oid from = source.from();
        if (from == null || source.aggregate() != Aggregate.NONE || source.at() != null) {
            return Oid.of();
        }
        Oid at = index == null || source.part() == null ? index : source.part().of(index);
        return at == null ? from : from.append(at);
    }

    /** What the device says about how its number is scaled. */
    private double factor(ValueSource source, @Nullable Oid index) {
        Oid prefix = source.prefix();
        Oid decimals = source.decimals();
        double exponent = (prefix == null ? 0 : 3 * (operand(prefix, index) - UNITS))
                - (decimals == null ? 0 : operand(decimals, index));
        return exponent == 0 ? 1 : Math.pow(10, exponent);
    }

    private @Nullable SnmpValue single(ValueSource source, @Nullable Oid index) {
        Oid instance = instance(source, index);
        SnmpValue raw = instance == null ? null : read(source, index, instance);
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
            Oid place = index == null || source.part() == null
                    ? index
                    : source.part().of(index);
            return index == null ? from : place == null ? null : from.append(place);
        }
        SnmpValue row = snapshot.instance(at);
        return row == null || !row.isNumber() ? null : from.append(Oid.of((int) row.number()));
    }

    private @Nullable SnmpValue read(ValueSource source, @Nullable Oid index, Oid instance) {
        Oid from = source.from();
        if (index == null || from == null || source.at() != null) {
            return snapshot.instance(instance);
        }
        return snapshot.cell(from, instance.from(from.size()));
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

    private static @Nullable Object convert(ValueSource source, ResourceType type, SnmpValue raw, double factor) {
        boolean asIs = source.match() == null && source.map().isEmpty();
        if (asIs && raw.isNumber() && type != ResourceType.STRING) {
            return numeric(source, type, raw, factor);
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
                yield number == null ? null : numeric(source, type, number, factor);
            }
        };
    }

    private static @Nullable Object numeric(ValueSource source, ResourceType type, SnmpValue raw, double factor) {
        boolean scaled = source.scale() != 1 || source.offset() != 0 || factor != 1 || source.decibel();
        double number = raw.asNumber() * source.scale() * factor;
        number = (source.decibel() ? 10 * Math.log10(number) : number) + source.offset();
        if (!Double.isFinite(number) || type == ResourceType.BOOLEAN) {
            return null;
        }
        if (type == ResourceType.FLOAT) {
            // A tenth of 543 is 54.3, and not what the processor makes of it.
            return scaled && number != 0 ? new BigDecimal(number, DIGITS).doubleValue() : number;
        }
        return scaled || raw.kind() == SnmpValue.Kind.REAL ? (Long) Math.round(number) : (Long) raw.number();
    }
}
