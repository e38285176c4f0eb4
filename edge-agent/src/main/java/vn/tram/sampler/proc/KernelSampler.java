package vn.tram.sampler.proc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import vn.tram.document.Reading;
import vn.tram.objects.Limits;
import vn.tram.profiles.Group.KernelPart;
import vn.tram.profiles.LimitMapping;
import vn.tram.sampler.Sampler;

/** Measures this machine by what Linux tells in {@code /proc} and {@code /sys}. */
public final class KernelSampler implements Sampler {

    private final Map<KernelPart, Part> parts = new EnumMap<>(KernelPart.class);
    private final InterfacesPart interfaces;
    private final Collection<LimitMapping> limits;
    private final Limits judged = new Limits();

    /**
     * @param root {@code /}, or a folder that looks like it
     * @param wanted what to measure: what the device's profile says
     */
    public KernelSampler(Path root, Set<KernelPart> wanted, InstantSource clock) {
        this(root, wanted, List.of(), clock);
    }

    /** @param limits within which the values are as they should be, as the profile says too */
    public KernelSampler(Path root, Set<KernelPart> wanted, Collection<LimitMapping> limits, InstantSource clock) {
        this.limits = List.copyOf(limits);
        SystemFiles files = new SystemFiles(root);
        interfaces = new InterfacesPart(files);
        for (KernelPart part : wanted) {
            parts.put(
                    part,
                    switch (part) {
                        case DEVICE -> new DevicePart(files);
                        case CONNECTIVITY -> new ConnectivityPart(files);
                        case WLAN -> new WlanPart(files);
                        case INTERFACES -> interfaces;
                        case HOST -> new HostPart(files, clock);
                    });
        }
    }

    @Override
    public List<Reading> sample() {
        List<Reading> readings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        parts.forEach((name, part) -> {
            try {
                part.read(readings);
            } catch (IOException | ProcText.MalformedException e) {
                problems.add(name.name().toLowerCase(Locale.ROOT) + ": " + e.getMessage());
            }
        });
        readings.add(Sampler.error(String.join("; ", problems)));
        readings.addAll(judged.judge(limits, readings));
        return readings;
    }

    @Override
    public List<Reading> watch() {
        return parts.containsKey(KernelPart.INTERFACES) ? interfaces.watch() : List.of();
    }
}
