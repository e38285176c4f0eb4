package vn.tram.agent;

import java.time.Duration;
import java.util.List;
import vn.tram.document.Reading;
import vn.tram.probe.Probes;
import vn.tram.sampler.Sampler;

/** What the link probes found, reported like everything that is measured. */
record ProbeSampler(Probes probes) implements Sampler {

    private static final Duration WATCH = Duration.ofMillis(200);

    @Override
    public List<Reading> sample() {
        return probes.readings();
    }

    @Override
    public List<Reading> watch() {
        return probes.states();
    }

    @Override
    public Duration watchInterval() {
        return WATCH;
    }

    @Override
    public void close() {
        probes.close();
    }
}
