package vn.tram.sampler;

import java.time.Duration;
import java.util.List;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.DeviceProfile;

/**
 * Measures one device. Both methods are called by one thread at a time, and neither throws: what cannot be measured is
 * left out, and {@link #ERROR} says so.
 */
public interface Sampler extends AutoCloseable {

    /** Text reading that every round has: why something could not be measured; empty when all could. */
    ResourcePath ERROR = new ResourcePath(42770, 0, 14);

    /** The reading {@link #ERROR}, cut to the length that a reading may have. */
    static Reading error(String text) {
        return new Reading(ERROR, Reading.cut(text));
    }

    /** A whole round. Takes at most some seconds. */
    List<Reading> sample();

    /**
     * Readings whose change must be known at once, such as the operational status of interfaces; cheap, and called
     * every {@link #watchInterval}. Values that did not change may be in it.
     */
    default List<Reading> watch() {
        return List.of();
    }

    default Duration watchInterval() {
        return Duration.ofMillis(500);
    }

    /** How many series this device may report, as its profile says. */
    default int maxSeries() {
        return DeviceProfile.DEFAULT_MAX_SERIES;
    }

    @Override
    default void close() {}
}
