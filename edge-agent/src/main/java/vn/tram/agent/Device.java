package vn.tram.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.cabinet.Cabinet;
import vn.tram.document.BootId;
import vn.tram.identity.Credential;
import vn.tram.probe.HttpsParameters;
import vn.tram.probe.Probes;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;
import vn.tram.uplink.BootCounter;
import vn.tram.uplink.FileOutbox;
import vn.tram.uplink.JournalledOutbox;
import vn.tram.uplink.Outbox;

/** An agent on a real device: builds the parts that its settings ask for, and ends them in the opposite order. */
final class Device implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Device.class);
    private static final int THREADS = 3;
    private static final Duration CABINET_PATIENCE = Duration.ofSeconds(5);

    private final AgentConfig config;
    private final Function<@Nullable SSLContext, Link.Maker> links;
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor executor;
    private final Identity identity;
    private volatile @Nullable SSLContext presentTls;

    /** How often it is read with which classes the probes' packets arrive. */
    private static final int CLASSES_SECONDS = 5;

    /** @param links makes the way to the controller, with a TLS context or, for a broker without TLS, null */
    Device(AgentConfig config, Function<@Nullable SSLContext, Link.Maker> links) {
        this.config = config;
        this.links = links;
        this.identity = new Identity(config, clock);
        this.executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "agent");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts everything; waits for a certificate when the device has none yet.
     *
     * @throws IOException when a folder or a port cannot be used
     * @throws GeneralSecurityException when the saved certificate cannot be used
     */
    void start() throws IOException, GeneralSecurityException, InterruptedException {
        lock();
        open.push(executor::shutdownNow);
        Credential credential = identity.obtain();
        SSLContext tls = credential == null ? null : credential.tls();
        ObjectDefinitions definitions = ObjectDefinitions.bundled();
        FileOutbox file = FileOutbox.open(config.data().resolve("outbox"), config.outbox(), clock);
        BootId boot = BootCounter.next(config.data().resolve("boot"), file.lastBootCounter(), random);
        Outbox outbox = config.journal() == null ? file : new JournalledOutbox(file, config.journal());
        AgentConfig.Portal portalSettings = config.portal();
        PortalSide portal =
                portalSettings == null ? null : new PortalSide(config, portalSettings, tls, clock, executor, random);
        SnmpSide snmp = new SnmpSide(config, definitions, clock);
        List<Sampler> samplers = new ArrayList<>(snmp.samplers());
        if (portal != null) {
            open.push(portal);
            samplers.set(0, portal.judging(samplers.get(0)));
            samplers.add(portal.sampler());
        }
        Cabinet cabinet = config.cabinet() == null
                ? null
                : Cabinet.open(config.cabinet(), config.data().resolve("power-cycles"), clock);
        if (cabinet != null) {
            samplers.add(new ApartSampler("cabinet", new CabinetSampler(cabinet), CABINET_PATIENCE));
        }
        presentTls = tls;
        Probes probes = probes();
        samplers.add(new ProbeSampler(probes));
        long began = System.nanoTime();
        LongSupplier uptime = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Agent agent = new Agent(
                new Agent.Parts(
                        definitions, samplers, outbox, boot, clock, uptime, config.interval(), executor, random),
                links.apply(tls));
        open.push(agent);
        if (cabinet != null) {
            cabinet.attach(agent.tree(), agent::isRegistered);
        }
        if (portal != null) {
            portal.start(agent, probes::states, executor);
        }
        probes.start();
        agent.start();
        log.info("agent {} started, run {}, broker {}", config.endpoint(), boot, config.broker());
        open.push(snmp);
        snmp.start(agent, boot, outbox, uptime, executor, random);
        renewDaily(credential, agent);
    }

    /** The link to the controller is probed when it is known where that is, and who we are. */
    private Probes probes() throws IOException {
        URI controller = config.controller();
        Probes.Controller link = null;
        if (config.probes().controller() && controller != null && presentTls != null) {
            link = new Probes.Controller(
                    controller.getHost(),
                    new HttpsParameters(controller, () -> Objects.requireNonNull(presentTls, "the certificate's TLS")));
        }
        NftClasses classes = new NftClasses(NftClasses.AGENT);
        open.push(classes);
        executor.scheduleWithFixedDelay(classes::refresh, 0, CLASSES_SECONDS, TimeUnit.SECONDS);
        return new Probes(config.probes(), link, config.interval(), classes, clock, executor);
    }

    private void lock() throws IOException {
        Files.createDirectories(config.data());
        FileChannel file =
                FileChannel.open(config.data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        open.push(file);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException("data folder " + config.data() + ": is used by another agent that runs");
        }
    }

    private void renewDaily(@Nullable Credential credential, Agent agent) {
        if (credential != null && config.controller() != null) {
            executor.scheduleWithFixedDelay(() -> renew(agent), 1, 24, TimeUnit.HOURS);
        }
    }

    private void renew(Agent agent) {
        try {
            Credential renewed = identity.renewIfDue();
            if (renewed != null) {
                SSLContext tls = renewed.tls();
                presentTls = tls;
                agent.reconnect(links.apply(tls));
                log.info("the certificate was renewed");
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            log.warn("the certificate was not renewed, and this is tried again tomorrow: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                log.warn("a part did not end in order", e);
            }
        }
    }
}
