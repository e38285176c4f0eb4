package vn.tram.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import vn.tram.cabinet.Cabinet;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;

/** The cabinet, reported like everything that is measured. */
final class CabinetSampler implements Sampler {

    private final Cabinet cabinet;

    CabinetSampler(Cabinet cabinet) {
        this.cabinet = cabinet;
    }

    @Override
    public List<Reading> sample() {
        List<Reading> readings = new ArrayList<>(cabinet.sample());
        readings.add(Sampler.error(cabinet.problem()));
        return readings;
    }

    @Override
    public List<Reading> watch() {
        return cabinet.watch();
    }

    @Override
    public Duration watchInterval() {
        return Cabinet.WATCH_INTERVAL;
    }

    @Override
    public void close() {
        cabinet.close();
    }
}
