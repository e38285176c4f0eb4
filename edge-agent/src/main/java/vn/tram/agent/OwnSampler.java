package vn.tram.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;

/**
 * Measures the machine that the agent runs on by SNMP, and by its kernel until the SNMP agent has answered for the first
 * time. After that only SNMP counts: an SNMP agent that falls silent is a fault to be seen, not to be papered over.
 */
final class OwnSampler implements Sampler {

    private final Sampler snmp;
    private final BooleanSupplier answered;
    private final Sampler kernel;
    private boolean kernelKnewLimits;

    /** @param answered whether {@code snmp} has ever had an answer */
    OwnSampler(Sampler snmp, BooleanSupplier answered, Sampler kernel) {
        this.snmp = snmp;
        this.answered = answered;
        this.kernel = kernel;
    }

    @Override
    public List<Reading> sample() {
        List<Reading> bySnmp = snmp.sample();
        if (answered.getAsBoolean()) {
            return tellsOfLimits(bySnmp) ? bySnmp : withoutLimits(bySnmp);
        }
        // The error that SNMP gives comes last and is the one that counts.
        List<Reading> readings = new ArrayList<>(kernel.sample());
        kernelKnewLimits |= tellsOfLimits(readings);
        readings.addAll(bySnmp);
        return readings;
    }

    private static boolean tellsOfLimits(List<Reading> readings) {
        return readings.stream().anyMatch(reading -> reading.path().equals(Conditions.LIMITS_EXCEEDED));
    }

    /** What the kernel's limits said would stand for ever. */
    private List<Reading> withoutLimits(List<Reading> bySnmp) {
        if (!kernelKnewLimits) {
            return bySnmp;
        }
        List<Reading> readings = new ArrayList<>(bySnmp);
        readings.add(new Reading(Conditions.LIMITS_EXCEEDED, 0L));
        readings.add(new Reading(Conditions.WHICH_LIMITS, ""));
        return readings;
    }

    @Override
    public List<Reading> watch() {
        return answered.getAsBoolean() ? snmp.watch() : kernel.watch();
    }

    @Override
    public Duration watchInterval() {
        return answered.getAsBoolean() ? snmp.watchInterval() : kernel.watchInterval();
    }

    @Override
    public int maxSeries() {
        return answered.getAsBoolean() ? snmp.maxSeries() : kernel.maxSeries();
    }

    @Override
    public void close() {
        snmp.close();
        kernel.close();
    }
}
