package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Firefox' CaptiveDetect: no redirect is followed, the whole body is compared; what is an error is tried again five times
 * and then nothing is said. While it shows its bar it polls.
 */
final class Firefox implements ClientOs {

    static final String PROBE = "http://detectportal.firefox.com/canonical.html";
    static final String SUCCESS =
            "<meta http-equiv=\"refresh\" content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>";
    private static final Duration POLLING = Duration.ofSeconds(3);
    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_RETRIES = 5;

    @Override
    public String name() {
        return "Firefox";
    }

    @Override
    public Finding look(Network network) {
        for (int i = 0; i <= MOST_RETRIES; i++) {
            Answer answer = network.ask(
                    Request.get(PROBE).with("Cache-Control", "no-cache").with("Pragma", "no-cache"));
            int status = answer.status();
            if (status == 200 && answer.body().equals(SUCCESS)) {
                return Finding.of(Finding.State.FREE);
            }
            if (status >= 200 && status < 400 || status == 511) {
                return Finding.captive(PROBE);
            }
        }
        return Finding.of(Finding.State.UNKNOWN);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.of(last.state() == Finding.State.CAPTIVE ? POLLING : INTERVAL);
    }

    @Override
    public boolean looksAfterNavigation() {
        return false;
    }

    @Override
    public Sheet.Kind sheet() {
        return Sheet.Kind.FULL;
    }
}
