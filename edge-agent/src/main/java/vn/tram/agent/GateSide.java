package vn.tram.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Gate;
import vn.tram.access.NoGate;
import vn.tram.platform.GardenKeeper;
import vn.tram.platform.GateSettings;
import vn.tram.platform.NftablesGate;

/** Who holds the doors of the portal, and the garden before them. */
final class GateSide implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GateSide.class);
    private static final Path CLASS_NET = Path.of("/sys/class/net");
    private static final String BOOT_RULES = "portal.nft";
    private static final int LOOK_SECONDS = 60;

    private final @Nullable GateSettings settings;
    private final Gate gate;
    private @Nullable ScheduledThreadPoolExecutor gardener;
    private @Nullable ThreadPoolExecutor resolver;
    private String failed = "";

    /**
     * @param settings null for doors that hold nobody back
     * @param data folder where the rules are left, for whoever loads them at boot
     * @throws IOException when the network is not one that a hotspot may be on, or the kernel refuses
     */
    GateSide(@Nullable GateSettings settings, Path data, InstantSource clock, SecureRandom random) throws IOException {
        this.settings = settings;
        if (settings != null) {
            Path half = data.resolve(BOOT_RULES + ".new");
            Files.writeString(half, NftablesGate.rules(settings));
            Files.move(half, data.resolve(BOOT_RULES), StandardCopyOption.ATOMIC_MOVE);
        }
        this.gate = settings == null ? new NoGate(clock) : NftablesGate.open(settings, List.of(), CLASS_NET, random);
        log.info(
                settings == null ? "portal holds nobody back" : "portal's doors are held by the kernel, on {}",
                settings == null ? "" : settings.lan());
    }

    Gate gate() {
        return gate;
    }

    /**
     * Looks after the garden from now on.
     *
     * @param policy the names that the policy of now has, beside those of the settings
     */
    void start(Supplier<? extends Collection<String>> policy) {
        GateSettings kernel = settings;
        if (kernel == null) {
            return;
        }
        resolver = Resolver.open();
        GardenKeeper keeper = new GardenKeeper(List.of(), InetAddress::getAllByName, resolver, kernel.dnsmasq());
        gardener = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "garden");
            thread.setDaemon(true);
            return thread;
        });
        gardener.scheduleWithFixedDelay(() -> tend(keeper, kernel, policy), 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void tend(GardenKeeper keeper, GateSettings kernel, Supplier<? extends Collection<String>> policy) {
        try {
            TreeSet<String> names = new TreeSet<>(kernel.garden());
            names.addAll(policy.get());
            keeper.refresh(List.copyOf(names));
            failed = "";
        } catch (IOException | RuntimeException e) {
            if (!failed.equals(e.toString())) {
                failed = e.toString();
                log.warn("the garden could not be looked after, and this is tried again: {}", failed);
            }
        }
    }

    @Override
    public void close() {
        if (gardener != null) {
            gardener.shutdownNow();
        }
        if (resolver != null) {
            resolver.shutdownNow();
        }
        gate.close();
    }
}
