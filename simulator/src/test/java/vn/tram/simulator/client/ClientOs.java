package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;

/**
 * How one operating system or browser finds out about captive portals: what it asks, what it concludes, and when it looks
 * again. Written from what its makers publish; what is nowhere published is assumed to the portal's disadvantage, and the
 * class says so.
 */
interface ClientOs {

    String name();

    /** One look at the network, with everything that belongs to it. */
    Finding look(Network network);

    /**
     * How long after a look it looks again by itself; empty when it waits for an occasion.
     *
     * @param failures looks without an internet or a portal, one after the other until now
     */
    Optional<Duration> again(Finding last, int failures);

    /** Whether it looks again when a page has been loaded anew in what it opened. */
    default boolean looksAfterNavigation() {
        return true;
    }

    /** What it opens the portal in. */
    default Sheet.Kind sheet() {
        return Sheet.Kind.MINI;
    }

    /** How soon after the login the person must be told, or be shown no longer, that there is a login to be done. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Whether it asks the API of the network (RFC 8908). */
    default boolean asksApi() {
        return false;
    }

    /** Whether it finds captive portals by probes, without the help of an API. */
    default boolean probes() {
        return true;
    }
}
