package vn.tram.simulator.device;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.tram.document.Reading;
import vn.tram.inventory.Node;
import vn.tram.sampler.Sampler;

/**
 * What a router or a hotspot measures on itself, invented: traffic that follows the working day, a processor that
 * follows the traffic, and a radio that can be broken. The same seed and the same clock give the same readings. Safe
 * for use by many threads.
 */
public final class SimulatedBox implements Sampler {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final int INTERFACE = 42769;
    private static final int HOST = 42770;
    private static final long UP = 1;
    private static final long DOWN = 2;
    private static final int WAN = 1;
    private static final int LAN = 2;
    private static final int RADIO = 3;
    private static final long GIGABIT = 1_000_000_000L;
    private static final long MEMORY_KB = 512 * 1024;

    private final Node node;
    private final InstantSource clock;
    private final Random random;
    private final boolean isQuiet;
    private Instant bootedAt;
    private final double busiest;
    private final String serial;
    private Instant lastAt;
    private final long[] in = new long[RADIO + 1];
    private final long[] out = new long[RADIO + 1];
    private double load;
    private boolean radioBroken;
    private boolean lineBroken;

    public SimulatedBox(Node node, long seed, InstantSource clock) {
        this(node, seed, clock, false);
    }

    /** @param isQuiet whether it measures only what tells of its line and of its power */
    public SimulatedBox(Node node, long seed, InstantSource clock, boolean isQuiet) {
        this.isQuiet = isQuiet;
        this.node = node;
        this.clock = clock;
        this.random = new Random(seed ^ node.endpoint().hashCode());
        this.lastAt = clock.instant();
        this.bootedAt = lastAt.minusSeconds(random.nextInt(40 * 86_400));
        this.busiest = (hotspot() ? 60e6 : 180e6) * (0.3 + random.nextDouble());
        this.serial = String.format("TR%08X", random.nextInt());
        for (int i = WAN; i <= RADIO; i++) {
            in[i] = random.nextLong(1L << 40);
            out[i] = random.nextLong(1L << 38);
        }
    }

    private boolean hotspot() {
        return node.kind() == Node.Kind.HOTSPOT;
    }

    /** Breaks or mends the radio; the box itself goes on reporting. */
    public synchronized void breakRadio(boolean broken) {
        radioBroken = broken;
    }

    /** The line upwards is cut at the box itself, or mended. */
    public synchronized void breakLine(boolean broken) {
        lineBroken = broken;
    }

    /** The machine starts anew now. */
    public synchronized void reboot() {
        bootedAt = clock.instant();
    }

    @Override
    public synchronized List<Reading> watch() {
        Reading wan = Reading.of(INTERFACE, WAN, 8, lineBroken ? DOWN : UP);
        return hotspot() ? List.of(wan, Reading.of(INTERFACE, RADIO, 8, radioBroken ? DOWN : UP)) : List.of(wan);
    }

    @Override
    public synchronized List<Reading> sample() {
        Instant now = clock.instant();
        if (isQuiet) {
            return quiet(now);
        }
        pass(now);
        List<Reading> readings = new ArrayList<>(60);
        device(readings);
        host(readings, now);
        network(readings, WAN, "eth0", "WAN", 6, lineBroken ? DOWN : UP);
        network(readings, LAN, "br-lan", "LAN", 6, UP);
        if (hotspot()) {
            network(readings, RADIO, "wlan0", "Wi-Fi", 71, radioBroken ? DOWN : UP);
            radio(readings);
        }
        readings.add(Reading.of(4, 0, 0, 41L));
        readings.add(Reading.of(7, 0, 2, out[WAN] / 1024));
        readings.add(Reading.of(7, 0, 3, in[WAN] / 1024));
        readings.add(new Reading(ERROR, ""));
        return readings;
    }

    private List<Reading> quiet(Instant now) {
        return List.of(
                Reading.of(HOST, 0, 4, (now.toEpochMilli() - bootedAt.toEpochMilli()) / 1000),
                Reading.of(INTERFACE, WAN, 0, "eth0"),
                Reading.of(INTERFACE, WAN, 7, true),
                Reading.of(INTERFACE, WAN, 8, lineBroken ? DOWN : UP));
    }

    private void pass(Instant now) {
        double seconds = Math.max(0, (now.toEpochMilli() - lastAt.toEpochMilli()) / 1000.0);
        lastAt = now;
        load = 0.7 * load + 0.3 * workingDay(now) * (0.5 + random.nextDouble());
        long down = (long) (busiest * load * seconds / 8);
        long up = down / (4 + random.nextInt(4));
        in[WAN] += down;
        out[WAN] += up;
        in[LAN] += up;
        out[LAN] += down;
        if (!radioBroken) {
            in[RADIO] += up;
            out[RADIO] += down;
        }
    }

    /** How busy people are, from 0 to 1: offices by day, public places also in the evening. */
    private double workingDay(Instant now) {
        double hour = now.atZone(VIETNAM).toLocalTime().toSecondOfDay() / 3600.0;
        double day = bump(hour, 9.5, 2) + bump(hour, 15, 2);
        double evening = bump(hour, 20, 2.2);
        return 0.04 + 0.9 * Math.min(1, hotspot() ? 0.5 * day + evening : day);
    }

    private static double bump(double hour, double middle, double width) {
        return Math.exp(-Math.pow((hour - middle) / width, 2));
    }

    private void device(List<Reading> readings) {
        readings.add(Reading.of(3, 0, 0, "Trạm"));
        readings.add(Reading.of(3, 0, 1, hotspot() ? "Hotspot mô phỏng" : "Bộ định tuyến mô phỏng"));
        readings.add(Reading.of(3, 0, 2, serial));
        readings.add(Reading.of(3, 0, 3, "23.05.5"));
        readings.add(Reading.of(3, 0, 17, hotspot() ? "access point" : "router"));
    }

    private void host(List<Reading> readings, Instant now) {
        double cpu = Math.min(100, 3 + 60 * load + 4 * random.nextDouble());
        long free = MEMORY_KB - (long) (MEMORY_KB * (0.35 + 0.2 * load)) - random.nextInt(512);
        readings.add(Reading.of(HOST, 0, 0, round(cpu)));
        readings.add(Reading.of(HOST, 0, 1, round(cpu / 50)));
        readings.add(Reading.of(HOST, 0, 2, MEMORY_KB));
        readings.add(Reading.of(HOST, 0, 3, free));
        readings.add(Reading.of(HOST, 0, 4, (now.toEpochMilli() - bootedAt.toEpochMilli()) / 1000));
        readings.add(Reading.of(HOST, 0, 5, 120_000L));
        readings.add(Reading.of(HOST, 0, 6, 41_000L));
        readings.add(Reading.of(HOST, 0, 7, round(38 + 14 * load + random.nextDouble())));
        readings.add(Reading.of(HOST, 0, 8, node.endpoint()));
        readings.add(Reading.of(HOST, 0, 11, node.name()));
        readings.add(Reading.of(HOST, 0, 13, true));
    }

    private void network(List<Reading> readings, int index, String name, String alias, int type, long status) {
        readings.add(Reading.of(INTERFACE, index, 0, name));
        readings.add(Reading.of(INTERFACE, index, 2, alias));
        readings.add(Reading.of(INTERFACE, index, 3, (long) type));
        readings.add(Reading.of(INTERFACE, index, 4, 1500L));
        readings.add(Reading.of(INTERFACE, index, 5, type == 71 ? 866_000_000L : GIGABIT));
        readings.add(Reading.of(INTERFACE, index, 7, true));
        readings.add(Reading.of(INTERFACE, index, 8, status));
        readings.add(Reading.of(INTERFACE, index, 9, in[index]));
        readings.add(Reading.of(INTERFACE, index, 10, out[index]));
    }

    private void radio(List<Reading> readings) {
        readings.add(Reading.of(12, 0, 0, "wlan0"));
        readings.add(Reading.of(12, 0, 1, true));
        readings.add(Reading.of(12, 0, 3, radioBroken ? 2L : 1L));
        readings.add(Reading.of(12, 0, 5, "WiFi mien phi"));
        readings.add(Reading.of(12, 0, 9, 36L));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
