package vn.tram.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.profiles.DeviceProfile;
import vn.tram.profiles.Group.KernelPart;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.Sampler;
import vn.tram.sampler.proc.KernelSampler;
import vn.tram.sampler.snmp.SnmpSampler;
import vn.tram.sampler.snmp.SnmpTransport;

/** What measures the device, as its settings and its profile say. */
final class Samplers {

    private static final String KERNEL_PROFILE = "linux/kernel";

    private Samplers() {}

    /**
     * What measures the device itself.
     *
     * @param snmp the part of it that asks by SNMP; null when none does
     */
    record Own(Sampler all, @Nullable SnmpSampler snmp) {}

    /**
     * The kernel when there is no SNMP to ask. With SNMP on this machine the kernel stands in until that answers; with
     * SNMP on another one it does not, for it would tell about the wrong machine.
     *
     * @throws IOException when there is no socket to be had
     */
    static Own own(AgentConfig config, ObjectDefinitions definitions, InstantSource clock) throws IOException {
        ProfileLibrary profiles = ProfileLibrary.bundled(definitions);
        AgentConfig.Snmp settings = config.snmp();
        if (settings == null) {
            return new Own(kernel(profiles, clock), null);
        }
        SnmpTransport transport = SnmpTransport.open();
        SnmpSampler snmp = new SnmpSampler(
                transport.device(settings.target(), settings.access()), profiles, config.profile(), System::nanoTime);
        Sampler closing = new ClosingSampler(snmp, transport);
        InetAddress target = settings.target().getAddress();
        boolean isHere = target != null && target.isLoopbackAddress();
        return new Own(isHere ? new OwnSampler(closing, snmp::hasAnswered, kernel(profiles, clock)) : closing, snmp);
    }

    /** Ends the transport with the one sampler that uses it. */
    private record ClosingSampler(SnmpSampler snmp, SnmpTransport transport) implements Sampler {

        @Override
        public List<Reading> sample() {
            return snmp.sample();
        }

        @Override
        public List<Reading> watch() {
            return snmp.watch();
        }

        @Override
        public Duration watchInterval() {
            return snmp.watchInterval();
        }

        @Override
        public int maxSeries() {
            return snmp.maxSeries();
        }

        @Override
        public void close() {
            snmp.close();
            transport.close();
        }
    }

    private static Sampler kernel(ProfileLibrary profiles, InstantSource clock) {
        Set<KernelPart> parts = EnumSet.noneOf(KernelPart.class);
        DeviceProfile profile;
        try {
            profile = profiles.load(KERNEL_PROFILE);
        } catch (BadFileException e) {
            throw new IllegalStateException("profile " + KERNEL_PROFILE + ": is part of this program and is bad", e);
        }
        profile.allGroups().forEach(group -> parts.addAll(group.kernel()));
        return new KernelSampler(Path.of("/"), parts, profile.limits().values(), clock);
    }
}
