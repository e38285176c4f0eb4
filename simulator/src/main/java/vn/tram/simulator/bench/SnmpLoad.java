package vn.tram.simulator.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import vn.tram.profiles.Group;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.Secret;
import vn.tram.sampler.snmp.Poll;
import vn.tram.sampler.snmp.SnmpTransport;

/**
 * Asks many devices for their interfaces with the agent's collector as fast as they answer. A program of its own, so
 * that it can have the agent's heap and is weighed alone.
 */
public final class SnmpLoad {

    private static final int INTERFACE = 42_769;
    private static final int IN_OCTETS = 9;
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    /** How many devices are asked at the same time. */
    private static final int AT_ONCE = 128;

    private final List<Poll.Series> devices = new ArrayList<>();
    private final List<Group> groups;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final LongAdder rows = new LongAdder();
    private final LongAdder polls = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private SnmpLoad(SnmpTransport transport, int count, int port) throws IOException, BadFileException {
        groups = ProfileLibrary.bundled(ObjectDefinitions.bundled()).load("generic/snmp").allGroups().stream()
                .filter(group ->
                        group.name().equals("link-state") || group.name().equals("interfaces"))
                .toList();
        for (int i = 0; i < count; i++) {
            devices.add(new Poll.Series(transport.device(address(i, port), new Secret("public"))));
        }
    }

    /** As {@code tram sim replay --addresses} and its like give addresses: from 127.1.0.1 on. */
    static InetSocketAddress address(int number, int port) throws IOException {
        int last = number + 1;
        byte[] octets = {127, 1, (byte) (last >> 8), (byte) last};
        return new InetSocketAddress(InetAddress.getByAddress(octets), port);
    }

    /** @param arguments how many devices, their port, for how many seconds */
    public static void main(String[] arguments) throws IOException, BadFileException, InterruptedException {
        try (SnmpTransport transport = SnmpTransport.open()) {
            SnmpLoad load = new SnmpLoad(transport, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
            Duration time = Duration.ofSeconds(Integer.parseInt(arguments[2]));
            load.run(time.compareTo(WARM_UP) < 0 ? time : WARM_UP);
            load.rows.reset();
            load.polls.reset();
            load.failures.reset();
            Processes self = new Processes(ProcessHandle.current());
            double cpu = self.cpuSeconds();
            long began = System.nanoTime();
            load.run(time);
            double seconds = (System.nanoTime() - began) / 1e9;
            cpu = self.cpuSeconds() - cpu;
            System.out.printf(
                    Locale.ROOT,
                    "rows_per_s=%.0f%ncpu_s_per_1000=%.4f%ncpu_s_per_1000_devices=%.3f%nfailed_polls=%d%n"
                            + "rss_%d_mb=%.1f%nthreads=%d%n",
                    load.rows.sum() / seconds,
                    cpu / load.rows.sum() * 1000,
                    cpu / load.polls.sum() * 1000,
                    load.failures.sum(),
                    load.devices.size(),
                    self.rssMb(),
                    Thread.activeCount());
        }
    }

    private void run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (int i = 0; System.nanoTime() < end; i = (i + 1) % devices.size()) {
            places.acquire();
            devices.get(i).next(groups).thenAccept(this::count);
        }
        // Nobody is asked twice at a time, and nothing is counted after the end.
        places.acquire(AT_ONCE);
        places.release(AT_ONCE);
    }

    private void count(Poll.Outcome outcome) {
        long interfaces = outcome.values().values().stream()
                .flatMap(List::stream)
                .filter(value -> value.reading().path().object() == INTERFACE
                        && value.reading().path().resource() == IN_OCTETS)
                .count();
        rows.add(interfaces);
        polls.increment();
        if (!outcome.troubles().isEmpty() || interfaces == 0) {
            failures.increment();
        }
        places.release();
    }
}
