package vn.tram.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.gateway.Found;
import vn.tram.gateway.Gateway;
import vn.tram.gateway.Range;
import vn.tram.gateway.Scan;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.Oid;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.snmp.NeighbourAddresses;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpSampler;
import vn.tram.sampler.snmp.SnmpSource;
import vn.tram.sampler.snmp.SnmpTransport;
import vn.tram.sampler.snmp.Trap;

/** The devices behind the agent that are listed or found, over one socket. */
final class DevicesBehind implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DevicesBehind.class);
    private static final Oid SYS_OBJECT_ID = Oid.of("1.3.6.1.2.1.1.2.0");
    /** Linux: proc(5), addresses that this machine has talked to. */
    private static final Path ARP = Path.of("/proc/net/arp");

    /** A round does not wait longer for a name's address. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final GatewaySettings settings;
    private final ProfileLibrary profiles;
    private final Gateway gateway;
    private final ObjectTree tree;
    private final SnmpTransport transport;
    private final Found found;
    private final Map<InetAddress, BehindSnmp> byAddress = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor;
    private final ExecutorService resolver = Resolver.open();
    private final @Nullable Scan scan;
    private volatile boolean closed;

    /**
     * @param foundFile remembers what was found
     * @throws IOException when there is no socket to be had
     */
    DevicesBehind(
            GatewaySettings settings,
            ProfileLibrary profiles,
            Gateway gateway,
            ObjectTree tree,
            Path foundFile,
            ScheduledExecutorService executor)
            throws IOException {
        this.settings = settings;
        this.profiles = profiles;
        this.gateway = gateway;
        this.tree = tree;
        this.executor = executor;
        this.transport = SnmpTransport.open();
        this.found = new Found(foundFile);
        this.scan = settings.scan() == null
                ? null
                : new Scan(settings.scan(), this::heardOf, this::answers, this::found, executor);
    }

    /** Devices are looked for when the names in the list have been, so that none is found that is listed by its name. */
    void start() {
        List<CompletableFuture<?>> lookUps = new ArrayList<>();
        for (GatewaySettings.Listed device : settings.listed()) {
            InetAddress address = device.target().getAddress();
            if (address == null) {
                lookUps.add(addNamed(device));
            } else {
                add(device(device.name(), device.target(), device.access(), device.profile()), address);
            }
        }
        gateway.show(tree);
        CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
                .thenRunAsync(this::lookAround, executor)
                .whenComplete((done, problem) -> {
                    if (problem != null && !closed) {
                        log.error("devices that were found are left out", problem);
                    }
                });
    }

    private void lookAround() {
        found.all().forEach(this::addFound);
        gateway.show(tree);
        log.info("{} devices behind this agent are asked", gateway.size());
        if (scan != null && !closed) {
            scan.start();
        }
    }

    private CompletableFuture<?> addNamed(GatewaySettings.Listed listed) {
        int port = listed.target().getPort();
        BehindName device = new BehindName(
                listed.name(),
                listed.target().getHostString(),
                InetAddress::getByName,
                address -> {
                    BehindSnmp there = device(
                            listed.name(), new InetSocketAddress(address, port), listed.access(), listed.profile());
                    byAddress.putIfAbsent(address, there);
                    return there;
                },
                resolver,
                PATIENCE);
        return gateway.add(device) ? device.locate() : CompletableFuture.completedFuture(null);
    }

    private BehindSnmp device(String name, InetSocketAddress target, SnmpAccess access, @Nullable String profile) {
        SnmpSource source = transport.device(target, access);
        return new BehindSnmp(name, access, source, new SnmpSampler(source, profiles, profile, System::nanoTime));
    }

    private void add(BehindSnmp device, InetAddress address) {
        if (gateway.add(device)) {
            byAddress.putIfAbsent(address, device);
        }
    }

    private void addFound(InetAddress address) {
        SnmpAccess access = settings.access();
        if (access != null && !byAddress.containsKey(address)) {
            String name = "ip-" + address.getHostAddress().replace('.', '-');
            add(device(name, new InetSocketAddress(address, AgentConfig.SNMP_PORT), access, null), address);
        }
    }

    /**
     * By this machine's own ARP table, and by LLDP and ARP of the devices that are asked: one after another, for the
     * tables of all of them at once would drown the answers to their rounds.
     */
    private CompletionStage<Set<InetAddress>> heardOf() {
        Set<InetAddress> addresses = ConcurrentHashMap.newKeySet();
        neighbours().filter(this::isWanted).forEach(addresses::add);
        CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
        for (BehindSnmp device : byAddress.values()) {
            asked = asked.thenCompose(before -> neighboursOf(device))
                    .thenAccept(heard -> heard.stream().filter(this::isWanted).forEach(addresses::add));
        }
        return asked.thenApply(done -> addresses);
    }

    private static CompletableFuture<Set<InetAddress>> neighboursOf(BehindSnmp device) {
        return device.sampler().isReached()
                ? NeighbourAddresses.of(device.source())
                : CompletableFuture.completedFuture(Set.of());
    }

    /** A device may say that it has heard of anything; what is in no range is not kept. */
    private boolean isWanted(InetAddress address) {
        Scan.Settings where = settings.scan();
        return where != null && where.ranges().stream().anyMatch(range -> range.has(address));
    }

    private static Stream<InetAddress> neighbours() {
        try {
            List<String> lines = Files.readAllLines(ARP, StandardCharsets.US_ASCII);
            return lines.stream()
                    .skip(1)
                    .map(line -> Range.parse(line.split(" ", 2)[0]))
                    .flatMap(range -> range == null ? Stream.empty() : range.hosts());
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private CompletionStage<Boolean> answers(InetAddress address) {
        SnmpAccess access = settings.access();
        InetSocketAddress target = new InetSocketAddress(address, AgentConfig.SNMP_PORT);
        if (access == null || byAddress.containsKey(address)) {
            return CompletableFuture.completedFuture(false);
        }
        return transport.device(target, access).get(List.of(SYS_OBJECT_ID)).thenApply(answers -> {
            if (!answers.reached()) {
                transport.forget(target);
            }
            return answers.reached();
        });
    }

    private void found(InetAddress address) {
        if (found.add(address)) {
            log.info("a device was found at {}", address.getHostAddress());
        }
        addFound(address);
        gateway.show(tree);
    }

    /** What the device at that address is asked with; null when there is none. */
    @Nullable
    SnmpAccess accessOf(InetAddress from) {
        BehindSnmp device = byAddress.get(from);
        return device == null ? null : device.access();
    }

    /** @return whether what {@code trap} says is safe in the outbox */
    boolean trapped(Trap trap) {
        BehindSnmp device = byAddress.get(trap.from());
        return device != null && gateway.tell(device.name(), device.sampler().trapped(trap));
    }

    @Override
    public void close() {
        closed = true;
        resolver.shutdownNow();
        if (scan != null) {
            scan.close();
        }
        gateway.close();
        transport.close();
    }
}
