package vn.tram.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.bundle.VerifyingKeys;
import vn.tram.document.Reading;
import vn.tram.portal.Content;
import vn.tram.portal.ContentFolder;
import vn.tram.portal.HttpsBlobs;
import vn.tram.portal.KnownKeys;
import vn.tram.portal.Portal;
import vn.tram.portal.PortalParts;
import vn.tram.portal.PortalServer;
import vn.tram.sampler.Sampler;

/** The captive portal of an agent: its content, its doors, its pages and its sockets. */
final class PortalSide implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PortalSide.class);
    private static final long LOOK_MILLIS = 500;

    private final AgentConfig.Portal settings;
    private final Path data;
    private final Content content;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final @Nullable PortalApi api;
    private volatile @Nullable Portal portal;

    PortalSide(
            AgentConfig config,
            AgentConfig.Portal settings,
            @Nullable SSLContext tls,
            InstantSource clock,
            ScheduledExecutorService executor,
            SecureRandom random)
            throws IOException {
        this.settings = settings;
        this.data = config.data();
        this.clock = clock;
        this.random = random;
        content = content(config, tls, clock, executor, random);
        PortalApiSettings byTls = settings.api();
        String name = settings.name();
        api = byTls == null || name == null ? null : new PortalApi(byTls, name, data, config.controller(), tls, clock);
    }

    /** The device's own sampler, which tells of the portal's certificate too where there is one to be. */
    Sampler judging(Sampler device) {
        return api == null ? device : api.judging(device);
    }

    private static Content content(
            AgentConfig config,
            @Nullable SSLContext tls,
            InstantSource clock,
            ScheduledExecutorService executor,
            SecureRandom random)
            throws IOException {
        Path folder = config.data().resolve("content");
        Path keys = config.data().resolve(VerifyingKeys.FILE);
        URI controller = config.controller();
        if (controller == null || tls == null) {
            String needs = "content: needs the setting controller and a certificate";
            KnownKeys known = new KnownKeys(keys, () -> {
                throw new IOException(needs);
            });
            return new Content(
                    new ContentFolder(folder, known),
                    (hash, part, maxBytes) -> {
                        throw new IOException(needs);
                    },
                    clock,
                    executor,
                    random);
        }
        HttpsBlobs source = new HttpsBlobs(controller, tls.getSocketFactory());
        return new Content(new ContentFolder(folder, new KnownKeys(keys, source)), source, clock, executor, random);
    }

    /** What the portal reports, from now on about its content, and when it is open about people too. */
    Sampler sampler() {
        return new Sampler() {
            @Override
            public List<Reading> sample() {
                List<Reading> readings = new ArrayList<>(content.readings());
                Portal now = portal;
                if (now != null) {
                    readings.addAll(now.readings());
                }
                return readings;
            }

            @Override
            public List<Reading> watch() {
                return content.readings();
            }
        };
    }

    /** Opens the portal for people. */
    void start(Agent agent, Supplier<List<Reading>> probes, ScheduledExecutorService executor) throws IOException {
        content.attach(agent.tree());
        WayOut wayOut = new WayOut(Path.of("/"), probes, agent::isRegistered, clock);
        wayOut.look();
        GateSide gate = new GateSide(settings.gate(), data, clock, random);
        open.push(gate);
        Portal people = new Portal(new PortalParts(
                content,
                gate.gate(),
                wayOut,
                agent::tell,
                data.resolve("portal"),
                clock,
                random,
                settings.station(),
                settings.operator(),
                settings.name()));
        open.push(people);
        open.push(PortalServer.open(people, settings.listen()));
        if (api != null) {
            open.push(api);
            api.start(people, executor);
        }
        gate.start(() -> content.policy().garden());
        executor.scheduleWithFixedDelay(wayOut::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        executor.scheduleWithFixedDelay(people::erase, 1, 60, TimeUnit.MINUTES);
        portal = people;
        log.info("portal listens on {}", settings.listen());
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.warn("a part of the portal did not end in order", e);
            }
        }
    }
}
