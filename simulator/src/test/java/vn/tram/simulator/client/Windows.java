package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Windows' Network Connectivity Status Indicator. It compares the body, and opens the default browser; of option 114 it
 * knows nothing. Assumed: it looks again every {@link #INTERVAL} and not because of what the browser does.
 */
final class Windows implements ClientOs {

    static final String PROBE = "http://www.msftconnecttest.com/connecttest.txt";
    static final String SUCCESS = "Microsoft Connect Test";
    static final String OPENS = "http://www.msftconnecttest.com/redirect";
    static final String NAME = "dns.msftncsi.com";
    static final String ADDRESS = "131.107.255.255";
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "Windows";
    }

    @Override
    public Finding look(Network network) {
        Answer answer = network.ask(Request.get(PROBE).with("User-Agent", "Microsoft NCSI"));
        if (!answer.came()) {
            boolean resolves = network.addresses(NAME).contains(ADDRESS);
            return Finding.of(resolves ? Finding.State.UNKNOWN : Finding.State.NO_INTERNET);
        }
        boolean free = answer.status() == 200 && answer.body().equals(SUCCESS);
        return free ? Finding.of(Finding.State.FREE) : Finding.captive(OPENS);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.of(INTERVAL);
    }

    @Override
    public boolean looksAfterNavigation() {
        return false;
    }

    @Override
    public Sheet.Kind sheet() {
        return Sheet.Kind.FULL;
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(1);
    }
}
