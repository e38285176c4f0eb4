package vn.tram.sla;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Verdicts in slots of 10 s from the beginning of a period. A slot has the verdict that held for the longest part of it;
 * of two that held equally long, the worse one.
 */
public final class Slots {

    /** Length of a slot. */
    public static final long MILLIS = 10_000;

    /** What a slot is, from the best to the worst for a tie; the last three are no verdicts. */
    enum Slot {
        UP,
        DEGRADED,
        UNKNOWN,
        DOWN,
        /** Before the first verdict on the node. */
        NOTHING,
        /** Of a cause that does not count, or in maintenance that does not. */
        EXCLUDED,
        /** Outside the hours of the service. */
        OUTSIDE
    }

    private final Slot[] slots;

    private Slots(Slot[] slots) {
        this.slots = slots;
    }

    /** @param service when it is promised, in order */
    static Slots of(Timeline timeline, Span period, Definition definition, List<Span> service) {
        int count = (int) (period.millis() / MILLIS);
        long begin = period.from().toEpochMilli();
        Filling filling = new Filling(begin, new Slot[count]);
        Arrays.fill(filling.slots, Slot.NOTHING);
        for (Interval interval : timeline.intervals()) {
            filling.put(
                    new Span(interval.from(), interval.to()),
                    excluded(interval, definition)
                            ? Slot.EXCLUDED
                            : Slot.valueOf(interval.verdict().name()));
        }
        filling.settle();
        if (definition.maintenanceExcluded()) {
            for (Span span : timeline.maintenance()) {
                filling.touch(span, Slot.EXCLUDED);
            }
        }
        List<Span> outside = Span.minus(List.of(period), service);
        for (Span span : outside) {
            filling.cover(span, Slot.OUTSIDE);
        }
        return new Slots(filling.slots);
    }

    static boolean excluded(Interval interval, Definition definition) {
        return interval.cause() != null && definition.excludedCauses().contains(interval.cause());
    }

    int count() {
        return slots.length;
    }

    Slot at(int index) {
        return slots[index];
    }

    /** Intervals into slots: whole ones at once, and the two at their ends by the part of each verdict. */
    private static final class Filling {
        private final long begin;
        private final Slot[] slots;
        private final Map<Integer, EnumMap<Slot, Long>> parts = new HashMap<>();

        Filling(long begin, Slot[] slots) {
            this.begin = begin;
            this.slots = slots;
        }

        void put(Span span, Slot slot) {
            long from = span.from().toEpochMilli() - begin;
            long to = span.to().toEpochMilli() - begin;
            int first = (int) ((from + MILLIS - 1) / MILLIS);
            int last = (int) (to / MILLIS);
            if (first > last) {
                part(last, slot, to - from);
                return;
            }
            part(first - 1, slot, first * MILLIS - from);
            part(last, slot, to - last * MILLIS);
            fill(first, last, slot);
        }

        private void part(int index, Slot slot, long millis) {
            if (millis > 0 && index >= 0 && index < slots.length) {
                parts.computeIfAbsent(index, absent -> new EnumMap<>(Slot.class))
                        .merge(slot, millis, Long::sum);
            }
        }

        private void fill(int first, int last, Slot slot) {
            int end = Math.min(last, slots.length);
            if (first < end) {
                Arrays.fill(slots, first, end, slot);
            }
        }

        void settle() {
            parts.forEach((index, millis) -> {
                long known = millis.values().stream().mapToLong(part -> part).sum();
                millis.merge(Slot.NOTHING, MILLIS - known, Long::sum);
                Slot longest = Slot.UP;
                for (Slot slot : millis.keySet()) {
                    long most = millis.getOrDefault(longest, 0L);
                    longest = millis.getOrDefault(slot, 0L) >= most ? slot : longest;
                }
                slots[index] = longest;
            });
        }

        /** Every slot of which the span has a part. */
        void touch(Span span, Slot slot) {
            long from = span.from().toEpochMilli() - begin;
            long to = span.to().toEpochMilli() - begin;
            fill((int) (from / MILLIS), (int) ((to + MILLIS - 1) / MILLIS), slot);
        }

        /** Every slot that begins in the span. */
        void cover(Span span, Slot slot) {
            long from = span.from().toEpochMilli() - begin;
            long to = span.to().toEpochMilli() - begin;
            fill((int) ((from + MILLIS - 1) / MILLIS), (int) ((to + MILLIS - 1) / MILLIS), slot);
        }
    }
}
