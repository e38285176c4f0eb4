package vn.tram.agent;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.gateway.Gateway;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.sampler.Sampler;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpSampler;
import vn.tram.sampler.snmp.Trap;
import vn.tram.sampler.snmp.TrapReceiver;
import vn.tram.uplink.Outbox;

/** Everything of an agent that speaks SNMP: the device itself, those behind it, and what they say unasked. */
final class SnmpSide implements AutoCloseable {

    private final AgentConfig config;
    private final ObjectDefinitions definitions;
    private final InstantSource clock;
    private final Samplers.Own own;
    private final @Nullable Traps traps;
    private volatile @Nullable Agent agent;
    private volatile @Nullable DevicesBehind behind;

    /** @throws IOException when there is no socket to be had */
    SnmpSide(AgentConfig config, ObjectDefinitions definitions, InstantSource clock) throws IOException {
        this.config = config;
        this.definitions = definitions;
        this.clock = clock;
        this.own = Samplers.own(config, definitions, clock);
        AgentConfig.Traps listening = config.traps();
        this.traps = listening == null ? null : new Traps(listening, new Senders(listening.access()));
    }

    /** The first one measures the device itself. */
    List<Sampler> samplers() {
        List<Sampler> samplers = new ArrayList<>(List.of(own.all()));
        if (traps != null) {
            samplers.add(traps);
        }
        return samplers;
    }

    /**
     * Begins to ask the devices behind the agent, and to listen.
     *
     * @param outbox of the agent
     * @throws IOException when an address is taken or must not be used
     */
    void start(
            Agent started,
            BootId boot,
            Outbox outbox,
            LongSupplier uptimeMillis,
            ScheduledExecutorService executor,
            RandomGenerator random)
            throws IOException {
        agent = started;
        GatewaySettings devices = config.devices();
        if (devices != null) {
            Gateway gateway = new Gateway(
                    new Gateway.Settings(config.endpoint(), boot, devices.interval(), devices.most()),
                    outbox::append,
                    uptimeMillis,
                    clock,
                    executor,
                    random);
            started.onForgotten(gateway::sendAll);
            ProfileLibrary profiles = ProfileLibrary.bundled(definitions);
            Path found = config.data().resolve("devices");
            DevicesBehind opened = new DevicesBehind(devices, profiles, gateway, started.tree(), found, executor);
            behind = opened;
            opened.start();
        }
        if (traps != null) {
            traps.start(config.data().resolve("snmp-engine"), boot);
        }
    }

    /**
     * The devices behind the agent by their addresses, and then the agent's own.
     */
    private final class Senders implements TrapReceiver.Listener {
        private final @Nullable SnmpAccess ownAccess;

        /** @param ownAccess what the device itself must send with; null when it is not asked by SNMP */
        Senders(@Nullable SnmpAccess ownAccess) {
            this.ownAccess = ownAccess;
        }

        @Override
        public @Nullable SnmpAccess accessOf(InetAddress from) {
            DevicesBehind devices = behind;
            SnmpAccess access = devices == null ? null : devices.accessOf(from);
            return access == null && isOwn(from) ? ownAccess : access;
        }

        @Override
        public boolean trapped(Trap trap) {
            DevicesBehind devices = behind;
            if (devices != null && devices.accessOf(trap.from()) != null) {
                return devices.trapped(trap);
            }
            SnmpSampler sampler = own.snmp();
            Agent told = agent;
            return sampler != null && told != null && told.tell(sampler.trapped(trap));
        }
    }

    /** A device that is this machine may send by any of its addresses. */
    private boolean isOwn(InetAddress from) {
        AgentConfig.Snmp snmp = config.snmp();
        InetAddress device = snmp == null ? null : snmp.target().getAddress();
        try {
            return from.equals(device)
                    || device != null && device.isLoopbackAddress() && NetworkInterface.getByInetAddress(from) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** The samplers are closed by the agent. */
    @Override
    public void close() {
        if (traps != null) {
            traps.close();
        }
        DevicesBehind devices = behind;
        if (devices != null) {
            devices.close();
        }
    }
}
