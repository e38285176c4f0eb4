package vn.tram.simulator.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * NetworkManager with what the distributions have it ask, and GNOME Shell's portal helper, which has it look again after
 * each page. Any HTTP answer that is not the expected one is a portal.
 */
final class NetworkManager implements ClientOs {

    static final String HELPER = "http://nmcheck.gnome.org";
    static final String STATUS_HEADER = "X-NetworkManager-Status";
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    static final List<NetworkManager> ALL = List.of(
            new NetworkManager("Ubuntu", "http://connectivity-check.ubuntu.com/", ""),
            new NetworkManager(
                    "GNOME", "http://nmcheck.gnome.org/check_network_status.txt", "NetworkManager is online"),
            new NetworkManager("Arch", "http://ping.archlinux.org/nm-check.txt", "NetworkManager is online"),
            new NetworkManager("Fedora", "http://fedoraproject.org/static/hotspot.txt", "OK"));

    private final String name;
    private final String probe;
    private final String expected;

    private NetworkManager(String name, String probe, String expected) {
        this.name = name;
        this.probe = probe;
        this.expected = expected;
    }

    String probe() {
        return probe;
    }

    String expected() {
        return expected;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look(Network network) {
        Answer answer = network.ask(Request.get(probe));
        if (!answer.came()) {
            return Finding.of(Finding.State.NO_INTERNET);
        }
        boolean free = answer.header(STATUS_HEADER).equals("online")
                || (expected.isEmpty() ? answer.status() == 204 : answer.body().startsWith(expected));
        return free ? Finding.of(Finding.State.FREE) : Finding.captive(HELPER);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.of(INTERVAL);
    }
}
