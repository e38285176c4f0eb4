package vn.tram.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.tram.document.Conditions;
import vn.tram.document.Reading;
import vn.tram.objects.Limits;
import vn.tram.portal.ApiCertificate;
import vn.tram.profiles.LimitMapping;
import vn.tram.sampler.Sampler;

/**
 * Measures the device as before, and adds to its limits that the certificate of the portal's API ends soon, has ended or
 * is not there. A device has one resource that says which limits are exceeded, so that the two must be told as one.
 */
final class CertificateSampler implements Sampler {

    /** Of the limit, for people: the controller's pages turn it into a sentence. */
    static final String LIMIT = "portal-certificate";

    private static final int OBJECT = 42772;
    private static final int DAYS_LEFT = 41;

    private final Sampler device;
    private final Supplier<List<Reading>> certificate;
    private final Supplier<String> lastDay;
    private final Limits judged = new Limits();
    private long exceeded;
    private String which = "";

    /**
     * @param certificate what {@link ApiCertificate} reads
     * @param lastDay of it, as people write it
     */
    CertificateSampler(Sampler device, Supplier<List<Reading>> certificate, Supplier<String> lastDay) {
        this.device = device;
        this.certificate = certificate;
        this.lastDay = lastDay;
    }

    @Override
    public List<Reading> sample() {
        List<Reading> own = certificate.get();
        List<Reading> readings = new ArrayList<>(own);
        for (Reading reading : device.sample()) {
            // What the device says of its limits holds until it says something else, also while it does not answer.
            if (reading.path().equals(Conditions.LIMITS_EXCEEDED)) {
                exceeded = (Long) reading.value();
            } else if (reading.path().equals(Conditions.WHICH_LIMITS)) {
                which = reading.value().toString();
            } else {
                readings.add(reading);
            }
        }
        List<Reading> ours = judged.judge(List.of(limit()), own);
        long count = (Long) ours.get(0).value();
        String told = Stream.of(ours.get(1).value().toString(), which)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        readings.add(new Reading(Conditions.LIMITS_EXCEEDED, exceeded + count));
        readings.add(new Reading(Conditions.WHICH_LIMITS, Reading.cut(told)));
        return readings;
    }

    /** With the last day in its name, so that people read when it ends, and a new certificate is a new case. */
    private LimitMapping limit() {
        String name = LIMIT + " (" + lastDay.get() + ")";
        double few = ApiCertificate.FEW_DAYS;
        return new LimitMapping(name, OBJECT, 0, DAYS_LEFT, Map.of(), false, few, few + 1);
    }

    @Override
    public List<Reading> watch() {
        return device.watch();
    }

    @Override
    public Duration watchInterval() {
        return device.watchInterval();
    }

    @Override
    public int maxSeries() {
        return device.maxSeries();
    }

    @Override
    public void close() {
        device.close();
    }
}
