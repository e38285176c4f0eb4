package vn.tram.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why we believe something.
 *
 * @param source who saw it
 * @param at when we learned it, by our clock
 * @param deviceTime when it happened by the device's clock; null when the device did not say or its clock is unset
 * @param message key in the message files, such as {@code evidence.silence}
 * @param detail what the message is about: an interface name, a number of seconds; may be empty
 */
public record Evidence(Source source, Instant at, @Nullable Instant deviceTime, String message, String detail) {

    /** Who saw it. */
    public enum Source {
        /** The device's own reading. */
        REPORT,
        /** The broker: the device's MQTT session, or its last will. */
        SESSION,
        /** The probes that it sends us, or that we miss. */
        PROBE,
        /** Nobody: what was due did not come. */
        SILENCE,
        /** Our own side: the controller was down or cut off from its broker. */
        OURSELVES,
        /** A person. */
        OPERATOR
    }
}
