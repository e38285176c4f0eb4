package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Captive Network Assistant of iOS and macOS. It compares the whole body, opens its sheet with whatever came back, and
 * looks again after a full navigation or by its timer, never because a script has asked for something.
 *
 * <p>Assumed: that its timer takes {@link #TIMER}; that it believes the API only with a portal by HTTPS, and asks it in
 * each look.
 */
final class AppleCna implements ClientOs {

    static final String PROBE = "http://captive.apple.com/hotspot-detect.html";
    static final String SUCCESS = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>";
    private static final String AGENT = "CaptiveNetworkSupport-481.60.2 wispr";
    private static final Duration TIMER = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "Apple";
    }

    @Override
    public Finding look(Network network) {
        Capport.Told told = Capport.ask(network, Capport.TYPE, Set.of(Capport.Rule.PORTAL_BY_TLS));
        if (told.captive().orElse(false)) {
            return Finding.captive(told.portal().orElseThrow()).told(told);
        }
        Answer answer = network.ask(Request.get(PROBE).with("User-Agent", AGENT));
        if (!answer.came()) {
            return Finding.of(Finding.State.NO_INTERNET).told(told);
        }
        boolean free = answer.status() == 200 && answer.body().strip().equals(SUCCESS);
        return (free ? Finding.of(Finding.State.FREE) : Finding.captive(PROBE)).told(told);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return last.state() == Finding.State.FREE ? Optional.empty() : Optional.of(TIMER);
    }

    @Override
    public boolean asksApi() {
        return true;
    }
}
