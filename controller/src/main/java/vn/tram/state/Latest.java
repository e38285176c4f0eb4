package vn.tram.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;

/**
 * The newest value of one resource, with its four times.
 *
 * @param value a Long, Double, Boolean or String
 * @param at when we received it, by our clock
 * @param deviceTime by the device's clock; null when that clock is unset
 * @param boot the agent's run that read it
 * @param sequence of the report that carried it; the greater (boot, sequence) is the newer value
 * @param uptimeMillis of the agent when it read the value
 */
public record Latest(
        Object value, Instant at, @Nullable Instant deviceTime, BootId boot, long sequence, long uptimeMillis) {

    boolean isOlderThan(BootId otherBoot, long otherSequence) {
        int byBoot = boot.compareTo(otherBoot);
        return byBoot < 0 || byBoot == 0 && sequence < otherSequence;
    }
}
