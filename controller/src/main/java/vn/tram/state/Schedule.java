package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By when each device must have done something, and which devices are due. */
final class Schedule {

    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);

    private final StateRules rules;
    private final Sight sight;
    private final Deadlines deadlines = new Deadlines();

    Schedule(StateRules rules, Sight sight) {
        this.rules = rules;
        this.sight = sight;
    }

    /** Sees to it that {@code device} is looked at when its first deadline comes. */
    void put(Device device) {
        deadlines.put(device, loss(device));
        deadlines.put(device, silence(device));
        deadlines.put(device, patience(device));
    }

    /** A device that is due now; null when none is left. */
    @Nullable
    Device poll() {
        return deadlines.poll(sight.now());
    }

    void clear() {
        deadlines.clear();
    }

    /** When a session that broke is lost; null when none is about to be. */
    @Nullable
    Instant loss(Device device) {
        Evidence broken = device.broken();
        Contact contact = device.contact();
        if (broken == null || sight.isBlind() || contact == Contact.LOST || contact == Contact.CLOSED) {
            return null;
        }
        Instant held = broken.at().plus(rules.hold());
        return held.isAfter(sight.graceUntil()) ? held : sight.graceUntil();
    }

    /** When the device has been silent for too long; null when nothing is expected of it. */
    @Nullable
    Instant silence(Device device) {
        boolean watched = device.contact() == Contact.HEARD || device.contact() == Contact.BLIND;
        return watched && !sight.isBlind() ? device.watchedFrom().plus(limit(device)) : null;
    }

    /** When the line may no longer work without the agent, or the agent without probes; null when both are well. */
    static @Nullable Instant patience(Device device) {
        Evidence broken = device.broken();
        return device.probing().deadline(device.contact(), broken == null ? null : broken.at());
    }

    /** How long the device may be silent. */
    Duration limit(Device device) {
        Duration expected = Duration.ofMillis(device.run().interval());
        if (device.run().boot() == null) {
            expected = device.lifetime();
        }
        if (expected.compareTo(rules.interval()) < 0) {
            expected = rules.interval();
        } else if (expected.compareTo(LONGEST_INTERVAL) > 0) {
            expected = LONGEST_INTERVAL;
        }
        return Duration.ofMillis((long) (expected.toMillis() * rules.silence()));
    }
}
