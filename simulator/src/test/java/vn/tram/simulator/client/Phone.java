package vn.tram.simulator.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person's device on a hotspot, in simulated time: its system looks, and the person does what it offers. */
final class Phone {

    private final ClientOs os;
    private final Network network;
    private final Sheet sheet;
    private final List<Finding> found = new ArrayList<>();
    private final List<Duration> looks = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Optional<Duration> due = Optional.empty();
    private Optional<Sheet.Page> page = Optional.empty();
    private Optional<URI> opened = Optional.empty();
    private int failures;
    private int notifications;

    Phone(ClientOs os, Network network) {
        this.os = os;
        this.network = network;
        this.sheet = new Sheet(os.sheet(), network);
    }

    void joins() {
        failures = 0;
        look();
    }

    private void look() {
        boolean wasCaptive = !found.isEmpty() && is(Finding.State.CAPTIVE);
        Finding finding = os.look(network);
        found.add(finding);
        looks.add(now);
        boolean settled = is(Finding.State.CAPTIVE) || is(Finding.State.FREE);
        failures = settled ? 0 : failures + 1;
        notifications += is(Finding.State.CAPTIVE) && !wasCaptive ? 1 : 0;
        due = os.again(finding, failures).map(now::plus);
    }

    /** Time goes by, and the system looks again whenever it would. */
    void passes(Duration time) {
        Duration end = now.plus(time);
        while (due.isPresent() && due.get().compareTo(end) <= 0) {
            forward(due.get());
            look();
        }
        forward(end);
    }

    private void forward(Duration to) {
        network.passes(to.minus(now));
        now = to;
    }

    Finding last() {
        return found.get(found.size() - 1);
    }

    boolean is(Finding.State state) {
        return last().state() == state;
    }

    boolean wasEver(Finding.State state) {
        return found.stream().anyMatch(finding -> finding.state() == state);
    }

    /** When it looked, since it joined first. */
    List<Duration> looks() {
        return List.copyOf(looks);
    }

    /** How often the person was told that there is a login. */
    int notifications() {
        return notifications;
    }

    List<String> remarks() {
        return found.stream()
                .flatMap(finding -> finding.remarks().stream())
                .distinct()
                .toList();
    }

    /** The person touches the notification, or the sheet comes by itself. */
    Sheet.Page opens() {
        opened = last().page();
        return opensAgain();
    }

    /** The page that is shown now. */
    Sheet.Page sees() {
        return page.orElseThrow();
    }

    /** Whether the portal was reached by a redirect from somewhere else, which a browser may have kept. */
    boolean wasRedirected() {
        return !opened.map(URI::getHost).equals(page.map(shown -> shown.url().getHost()));
    }

    /** The person goes again to where the system led. */
    Sheet.Page opensAgain() {
        Sheet.Page shown = sheet.load(Request.get(opened.orElseThrow()));
        page = Optional.of(shown);
        return shown;
    }

    /**
     * The person presses the button.
     *
     * @return whether there was one
     */
    boolean logsIn() {
        Sheet.Page shown = page.orElseThrow();
        Optional<Sheet.Page> next = sheet.logIn(shown);
        if (next.isEmpty()) {
            return sheet.logInByScript(shown);
        }
        page = next;
        if (os.looksAfterNavigation()) {
            look();
        }
        return true;
    }
}
