package vn.tram.simulator.client;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What an operating system concludes from one look at the network.
 *
 * @param page that it opens for the person, when it takes the network for captive
 * @param venue that it offers the person, when the network is free
 * @param remarks what it was told and did not believe
 */
record Finding(State state, Optional<URI> page, Optional<URI> venue, List<String> remarks) {

    /** What the person sees of it. */
    enum State {
        /** A sheet, a notification or a bar leads to the portal. */
        CAPTIVE,
        /** Nothing in the way. */
        FREE,
        /** "No internet", a crossed-out symbol, or a connection that is given up. */
        NO_INTERNET,
        /** It says nothing. */
        UNKNOWN
    }

    static Finding captive(URI page) {
        return new Finding(State.CAPTIVE, Optional.of(page), Optional.empty(), List.of());
    }

    static Finding captive(String page) {
        return captive(URI.create(page));
    }

    static Finding of(State state) {
        return new Finding(state, Optional.empty(), Optional.empty(), List.of());
    }

    /** The same, with what the network's own API told on the way. */
    Finding told(Capport.Told told) {
        return new Finding(state, page, state == State.FREE ? told.venue() : Optional.empty(), told.remarks());
    }
}
