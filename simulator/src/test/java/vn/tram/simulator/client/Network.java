package vn.tram.simulator.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What lies between a client and the world, as a hotspot makes it. Used by one thread. */
interface Network {

    /** One exchange; a redirect is an answer. */
    Answer ask(Request request);

    /** What the network's resolver says of a name; empty when it knows none. */
    List<String> addresses(String name);

    /** What DHCP said in option 114 (RFC 8910). */
    Optional<URI> api();

    /** Simulated time goes by. */
    default void passes(Duration time) {}
}
