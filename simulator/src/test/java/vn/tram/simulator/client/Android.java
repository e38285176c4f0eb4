package vn.tram.simulator.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * AOSP's NetworkMonitor: HTTP and HTTPS probes in parallel, the API before the first HTTP probe, then fallbacks. One
 * notification for as long as the network is captive, and the sheet closes by itself.
 *
 * <p>Which of the parallel probes answers first is chance. Assumed: whichever is to the portal's disadvantage, the HTTPS
 * probe that succeeds before the login, and the HTTP probe that is redirected after it.
 */
class Android implements ClientOs {

    static final String HTTP = "http://connectivitycheck.gstatic.com/generate_204";
    static final String HTTPS = "https://www.google.com/generate_204";
    static final List<String> FALLBACKS =
            List.of("http://www.google.com/gen_204", "http://play.googleapis.com/generate_204");
    static final Duration RECHECK = Duration.ofMinutes(10);
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/60.0.3112.32 Safari/537.36";

    private boolean loggingIn;

    @Override
    public String name() {
        return "Android";
    }

    @Override
    public Finding look(Network network) {
        Capport.Told told = Capport.ask(network, Capport.TYPE, Set.of(Capport.Rule.AT_MOST_4096));
        Finding found =
                told.captive().orElse(false) ? Finding.captive(told.portal().orElseThrow()) : probes(network);
        loggingIn |= found.state() == Finding.State.CAPTIVE;
        return found.told(told);
    }

    /** Whether it has shown a login since it was new. */
    boolean isLoggingIn() {
        return loggingIn;
    }

    private Finding probes(Network network) {
        boolean https = ask(network, HTTPS).status() == 204;
        Finding http = probe(network, HTTP);
        if (loggingIn && http.state() == Finding.State.CAPTIVE) {
            return http;
        }
        if (https) {
            return Finding.of(Finding.State.FREE);
        }
        List<Finding> found = new ArrayList<>(List.of(http));
        if (http.state() != Finding.State.CAPTIVE && !isPrivate(network, HTTP)) {
            FALLBACKS.forEach(fallback -> found.add(probe(network, fallback)));
        }
        // HTTP that works without HTTPS is "limited connection", which is no internet to people.
        return found.stream()
                .filter(one -> one.state() == Finding.State.CAPTIVE)
                .findFirst()
                .orElse(Finding.of(Finding.State.NO_INTERNET));
    }

    /** Of one HTTP probe alone. */
    static Finding probe(Network network, String url) {
        if (isPrivate(network, url)) {
            return Finding.of(Finding.State.NO_INTERNET);
        }
        Answer answer = ask(network, url);
        if (answer.status() == 204) {
            return Finding.of(Finding.State.FREE);
        }
        if (answer.isRedirect()) {
            return Finding.captive(URI.create(url).resolve(answer.header("location")));
        }
        boolean isPage = answer.status() == 200 && answer.body().length() > 4;
        return isPage ? Finding.captive(url) : Finding.of(Finding.State.NO_INTERNET);
    }

    private static Answer ask(Network network, String url) {
        return network.ask(Request.get(url).with("User-Agent", AGENT));
    }

    /** An address that cannot be on the internet: private, link-local or unique local. */
    private static boolean isPrivate(Network network, String url) {
        List<String> addresses = network.addresses(URI.create(url).getHost());
        return addresses.stream()
                .anyMatch(
                        address -> address.matches(
                                "10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*|169\\.254\\..*|f[cd][0-9a-f]{2}:.*|fe80:.*"));
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return switch (last.state()) {
            case CAPTIVE -> Optional.of(RECHECK);
            case FREE -> Optional.empty();
            case NO_INTERNET, UNKNOWN -> {
                Duration backoff = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
                yield Optional.of(backoff.compareTo(RECHECK) < 0 ? backoff : RECHECK);
            }
        };
    }

    @Override
    public boolean asksApi() {
        return true;
    }
}
