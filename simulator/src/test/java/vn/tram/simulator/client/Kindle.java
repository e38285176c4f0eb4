package vn.tram.simulator.client;

import java.time.Duration;
import java.util.Optional;

/** Kindle and Fire OS: a fixed page at Amazon, and a page beside it to be redirected from. */
final class Kindle implements ClientOs {

    static final String PROBE = "http://spectrum.s3.amazonaws.com/kindle-wifi/wifistub.html";
    static final String OPENS = "http://spectrum.s3.amazonaws.com/kindle-wifi/wifiredirect.html";
    /** What is in the page that it looks for. */
    static final String MARK = "81ce4465-7167-4dcb-835b-dcc9e44c112a";

    @Override
    public String name() {
        return "Kindle";
    }

    @Override
    public Finding look(Network network) {
        Answer answer = network.ask(Request.get(PROBE));
        if (!answer.came()) {
            return Finding.of(Finding.State.NO_INTERNET);
        }
        boolean free = answer.status() == 200 && answer.body().contains(MARK);
        return free ? Finding.of(Finding.State.FREE) : Finding.captive(OPENS);
    }

    @Override
    public Optional<Duration> again(Finding last, int failures) {
        return Optional.empty();
    }
}
