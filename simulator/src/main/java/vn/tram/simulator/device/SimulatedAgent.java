package vn.tram.simulator.device;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Report;
import vn.tram.inventory.Node;
import vn.tram.objects.ReportingRule;
import vn.tram.simulator.network.Air;
import vn.tram.simulator.network.SimulatedSession;
import vn.tram.simulator.time.Agenda;
import vn.tram.simulator.time.AgendaExecutor;
import vn.tram.uplink.Outbox;
import vn.tram.uplink.Sender;
import vn.tram.uplink.mqtt.Exchange;
import vn.tram.wire.MqttSession;
import vn.tram.wire.Topics;

/**
 * An agent in simulated time: the real rule for what is worth reporting, a real outbox and sender and the real form of
 * messages, over a faked box and a faked way to the controller. Used by one thread.
 */
public final class SimulatedAgent {

    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final int MAX_SERIES = 60;
    private static final int LONGEST_BACK_OFF_MILLIS = 30_000;
    private static final Topics TOPICS = new Topics("");
    private static final List<String> OBJECTS = List.of("/3/0", "/42769/1", "/42769/2", "/42770/0", "/42773/0");

    /** The controller's side, as an agent knows it. */
    public interface Uplink {

        /** Whether a session can be opened now. */
        boolean isReachable(String endpoint);

        void connected(String endpoint);

        void registered(String endpoint, Duration lifetime, List<String> objects);

        /** @param answer is given the controller's response, if ever there is one */
        void arrived(String endpoint, byte[] message, Consumer<byte[]> answer);
    }

    /**
     * What all agents of one run share.
     *
     * @param areQuiet whether they measure only what tells of their lines and of their power
     */
    public record World(Agenda agenda, Random random, Air air, Uplink uplink, Outboxes outboxes, boolean areQuiet) {}

    private final Node node;
    private final World world;
    private final SimulatedBox box;
    private final Consumer<Report> journal;
    private ReportingRule rule;
    private @Nullable Run run;
    private long boots;
    private long bootedAtMillis;
    private long clockAheadMillis;

    /** From one power cut to the next: what is only in memory. */
    private final class Run implements MqttSession.Listener {
        private final Outbox outbox = world.outboxes().open(endpoint());
        private final AgendaExecutor executor = new AgendaExecutor(world.agenda());
        private final SimulatedSession session = new SimulatedSession(world.air(), this::farther);
        private final Exchange exchange = new Exchange(session, TOPICS.device(endpoint()), executor);
        private final Sender sender = new Sender(exchange, outbox, executor, world.random());

        void start() {
            session.start(this);
            sender.start();
        }

        private void farther(byte[] message) {
            world.uplink().arrived(endpoint(), message, answer -> session.answer(TOPICS.device(endpoint()), answer));
        }

        @Override
        public void connected(boolean sessionPresent) {
            sender.connected(true);
        }

        @Override
        public void disconnected(String reason) {
            sender.connected(false);
            exchange.fail(reason);
        }

        @Override
        public void arrived(String topic, byte[] payload) {
            exchange.arrived(payload);
        }

        void end() {
            session.cut();
            sender.close();
            outbox.close();
        }
    }

    /** @param journal is told every report that the agent makes */
    public SimulatedAgent(Node node, long seed, World world, Consumer<Report> journal) {
        this.node = node;
        this.world = world;
        this.journal = journal;
        this.box = new SimulatedBox(node, seed, world.agenda(), world.areQuiet());
        this.rule = new ReportingRule(BootId.of(0, 0), MAX_SERIES);
    }

    public String endpoint() {
        return node.endpoint();
    }

    /** The power comes on, or comes back. */
    public void powerOn() {
        box.reboot();
        start();
    }

    /** The agent starts, on a machine that has been running. */
    public void start() {
        Run started = new Run();
        run = started;
        started.start();
        boots++;
        bootedAtMillis = world.agenda().millis();
        rule = new ReportingRule(BootId.of(boots, world.random().nextInt()), MAX_SERIES);
        int first = world.random().nextInt((int) ROUND.toMillis());
        world.agenda().after(Duration.ofMillis(first), () -> round(started));
        reconnectSoon(started);
    }

    /** There is no power, or the agent is killed. */
    public void powerOff() {
        Run ended = run;
        if (ended != null) {
            ended.end();
            run = null;
        }
    }

    /** The session is gone; the agent tries to get it back as long as it has power. */
    public void lineBroken() {
        Run now = run;
        if (now != null) {
            now.session.cut();
            reconnectSoon(now);
        }
    }

    /** The line at the box itself is cut or mended, which the agent sees at once. */
    public void lineCut(boolean is) {
        box.breakLine(is);
        Run now = run;
        if (now != null) {
            long millis = world.agenda().millis();
            tell(now, rule.watch(box.watch(), millis - bootedAtMillis, millis + clockAheadMillis));
        }
    }

    /** The device's clock is wrong by so much. */
    public void clockAhead(Duration ahead) {
        clockAheadMillis = ahead.toMillis();
    }

    public boolean isRunning() {
        return run != null;
    }

    public boolean isConnected() {
        Run now = run;
        return now != null && now.session.isConnected();
    }

    /** How many reports wait; 0 without power. */
    public int backlog() {
        Run now = run;
        return now == null ? 0 : now.outbox.stats().entries();
    }

    /** Reports that still wait. */
    public List<Report> waiting() {
        Run now = run;
        if (now != null) {
            return now.outbox.oldest(Outboxes.ENTRIES);
        }
        try (Outbox left = world.outboxes().open(endpoint())) {
            return left.oldest(Outboxes.ENTRIES);
        }
    }

    private void round(Run mine) {
        if (mine != run) {
            return;
        }
        long now = world.agenda().millis();
        tell(mine, rule.round(box.sample(), now - bootedAtMillis, now + clockAheadMillis));
        world.agenda().after(ROUND, () -> round(mine));
    }

    private void tell(Run mine, List<Report> reports) {
        rule.keep(reports, report -> {
            journal.accept(report);
            return mine.outbox.append(report);
        });
    }

    private void reconnectSoon(Run mine) {
        int millis = 1000 + world.random().nextInt(LONGEST_BACK_OFF_MILLIS - 1000);
        world.agenda().after(Duration.ofMillis(millis), () -> {
            if (mine == run && !isConnected()) {
                connect(mine);
            }
        });
    }

    private void connect(Run mine) {
        if (!world.uplink().isReachable(endpoint())) {
            reconnectSoon(mine);
            return;
        }
        world.uplink().connected(endpoint());
        world.uplink().registered(endpoint(), LIFETIME, OBJECTS);
        mine.session.connect();
    }
}
