package vn.tram.simulator.device;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import vn.tram.agent.Agent;
import vn.tram.agent.Link;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.identity.Credential;
import vn.tram.inventory.Node;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.HttpsBlobs;
import vn.tram.portal.KnownKeys;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;
import vn.tram.simulator.network.HiveSession;
import vn.tram.uplink.MemoryOutbox;
import vn.tram.uplink.Uplink;
import vn.tram.wire.Topics;

/** One node of a simulated province: the real agent, with its uplink and its portal's content, over a faked box. */
public final class SimulatedNode implements Cuttable, AutoCloseable {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(60);
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Node node;
    private final SimulatedBox box;
    private final ProvinceProbes.Line probed;
    private final Agent agent;
    private @Nullable HiveSession session;

    /**
     * What all nodes of one process share.
     *
     * @param broker {@code mqtts://host:port}
     * @param controller the device listener
     * @param content folder for what portals fetch
     * @param interval from one round of readings to the next
     * @param executor of several threads, for measuring and fetching
     * @param lines of several threads, for what arrives; nothing may keep them
     * @param run number of this run of the simulator; grows from run to run
     */
    public record World(
            URI broker,
            URI controller,
            Path content,
            Duration interval,
            InstantSource clock,
            ScheduledExecutorService executor,
            ScheduledExecutorService lines,
            ObjectDefinitions definitions,
            Uplink.Shared uplinks,
            ProvinceProbes probes,
            long run,
            long seed) {}

    public SimulatedNode(Node node, Credential credential, World world) throws IOException, GeneralSecurityException {
        this.node = node;
        long seed = world.seed() ^ node.endpoint().hashCode();
        Random random = new Random(seed);
        this.box = new SimulatedBox(node, world.seed(), world.clock());
        List<Sampler> samplers = new ArrayList<>();
        samplers.add(box);
        this.probed = world.probes().line(node.endpoint(), random);
        samplers.add(probed);
        Content content = node.kind() == Node.Kind.HOTSPOT ? content(node, credential, world, random) : null;
        if (content != null) {
            samplers.add(sampler(content));
        }
        long started = System.nanoTime();
        this.agent = new Agent(
                new Agent.Parts(
                        world.definitions(),
                        samplers,
                        new MemoryOutbox(1000),
                        BootId.of(world.run(), random.nextInt()),
                        world.clock(),
                        () -> (System.nanoTime() - started) / 1_000_000,
                        world.interval(),
                        world.executor(),
                        random),
                (tree, outbox, registered) -> link(new Uplink(
                        new Uplink.Settings(
                                node.endpoint(),
                                world.broker(),
                                credential(credential),
                                new Topics(""),
                                LIFETIME,
                                KEEP_ALIVE),
                        options -> {
                            HiveSession made = new HiveSession(options, credential, world.lines());
                            session = made;
                            return made;
                        },
                        tree,
                        outbox,
                        registered,
                        random,
                        world.uplinks())));
        if (content != null) {
            content.attach(agent.tree());
        }
    }

    private static javax.net.ssl.SSLContext credential(Credential credential) {
        try {
            return credential.tls();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("credential: must be usable for TLS", e);
        }
    }

    private static Content content(Node node, Credential credential, World world, Random random)
            throws IOException, GeneralSecurityException {
        HttpsBlobs source = new HttpsBlobs(world.controller(), credential.tls().getSocketFactory());
        Path folder = world.content().resolve(node.endpoint());
        KnownKeys keys = new KnownKeys(folder.resolve(VerifyingKeys.FILE), source);
        return new Content(new ContentFolder(folder, keys), source, world.clock(), world.executor(), random);
    }

    private static Sampler sampler(Content content) {
        return new Sampler() {
            @Override
            public List<Reading> sample() {
                return content.readings();
            }

            @Override
            public List<Reading> watch() {
                return content.readings();
            }
        };
    }

    private static Link link(Uplink uplink) {
        return new Link() {
            @Override
            public void start() {
                uplink.start();
            }

            @Override
            public boolean isRegistered() {
                return uplink.isRegistered();
            }

            @Override
            public void close() {
                uplink.close();
            }
        };
    }

    public void start() {
        agent.start();
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public void cut(boolean cut) {
        probed.cut(cut);
        HiveSession line = session;
        if (line != null && cut) {
            line.cut();
        } else if (line != null) {
            line.mend();
        }
    }

    @Override
    public void breakRadio(boolean broken) {
        box.breakRadio(broken);
    }

    @Override
    public void close() {
        agent.close();
    }
}
