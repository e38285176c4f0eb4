package vn.tram.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of one resource, with its four times.
 *
 * @param value a Long, Double, Boolean or String
 * @param at when we received it, by our clock
 * @param deviceTime by the device's clock; null when that clock is unset
 * @param uptimeMillis of the agent when it read the value
 */
public record Latest(Object value, Instant at, @Nullable Instant deviceTime, long uptimeMillis) {}
