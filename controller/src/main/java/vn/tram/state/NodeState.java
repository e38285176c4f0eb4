package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;

/**
 * What we believe about one node now. Immutable: an event makes a new one, and other threads may keep the old one.
 *
 * @param endpoint LwM2M endpoint name
 * @param health the verdict
 * @param since when the verdict last changed, by our clock
 * @param evidence why, newest first, at most {@value #MAX_EVIDENCE}
 * @param online whether its MQTT session is up; null when we do not know
 * @param registered whether it holds an LwM2M registration
 * @param lastHeard when anything last came from it; null when never
 * @param boot the agent's present run; null when never reported
 * @param sequence the last report of that run
 * @param clockUnset whether the last report carried an impossible device time
 * @param skew device clock minus ours at the last report; null when unset
 * @param links its interfaces by LwM2M instance of the network interface object
 * @param values newest value of every resource it has reported
 * @param desired revision of the configuration and content it should have; 0 for none
 * @param reported revision it says it has; 0 for none
 */
public record NodeState(
        String endpoint,
        Health health,
        Instant since,
        List<Evidence> evidence,
        @Nullable Boolean online,
        boolean registered,
        @Nullable Instant lastHeard,
        @Nullable BootId boot,
        long sequence,
        boolean clockUnset,
        @Nullable Duration skew,
        Map<Integer, LinkState> links,
        Map<ResourcePath, Latest> values,
        long desired,
        long reported) {

    public static final int MAX_EVIDENCE = 8;

    /**
     * One interface.
     *
     * @param name as the device calls it, such as {@code eth0}
     * @param health the verdict; UNKNOWN for an interface that is switched off or has never been up, and while the
     *     node cannot be seen
     * @param since when it last changed, by our clock
     * @param evidence why
     * @param monitored whether it has been up since its administrator switched it on, so that being down is a fault
     */
    public record LinkState(String name, Health health, Instant since, Evidence evidence, boolean monitored) {}
}
