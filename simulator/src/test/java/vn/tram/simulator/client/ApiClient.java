package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A client that knows captive portals from RFC 8908 alone, and takes it at its word. It accepts a list of types, as it may
 * (RFC 9110, section 12.5.1). Assumed: it looks again after each page, and when the session should have ended.
 */
final class ApiClient implements ClientOs {

    private static final String ACCEPT = "application/captive+json, application/json;q=0.5, */*;q=0.1";

    @Override
    public String name() {
        return "RFC 8908";
    }

    @Override
    public Finding look(Network network) {
        Capport.Told told = Capport.ask(network, ACCEPT, Set.of(Capport.Rule.ALL));
        if (told.captive().isEmpty()) {
            return Finding.of(Finding.State.UNKNOWN).told(told);
        }
        boolean captive = told.captive().orElseThrow();
        return (captive ? Finding.captive(told.portal().orElseThrow()) : Finding.of(Finding.State.FREE)).told(told);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.empty();
    }

    @Override
    public boolean asksApi() {
        return true;
    }

    @Override
    public boolean probes() {
        return false;
    }
}
