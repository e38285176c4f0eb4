package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Chrome's and ChromeOS' detector, when an HTTPS page does not come. It follows redirects to their end; without an answer,
 * or with an error, it says nothing.
 */
final class Chrome implements ClientOs {

    static final String BROWSER = "http://www.gstatic.com/generate_204";
    static final String CHROME_OS = "http://clients3.google.com/generate_204";

    private final String name;
    private final String probe;

    private Chrome(String name, String probe) {
        this.name = name;
        this.probe = probe;
    }

    static Chrome browser() {
        return new Chrome("Chrome", BROWSER);
    }

    static Chrome os() {
        return new Chrome("ChromeOS", CHROME_OS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Finding look(Network network) {
        Answer answer =
                new Sheet(Sheet.Kind.MINI, network).load(Request.get(probe)).answer();
        int status = answer.status();
        if (status == 204 || status == 200 && answer.body().length() <= 1) {
            return Finding.of(Finding.State.FREE);
        }
        boolean isPortal = status >= 200 && status < 400 || status == 511;
        return isPortal ? Finding.captive(probe) : Finding.of(Finding.State.UNKNOWN);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.empty();
    }

    @Override
    public Sheet.Kind sheet() {
        return Sheet.Kind.FULL;
    }
}
