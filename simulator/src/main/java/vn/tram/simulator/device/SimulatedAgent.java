package vn.tram.simulator.device;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.inventory.Node;
import vn.tram.objects.ReportingRule;
import vn.tram.simulator.network.Air;
import vn.tram.simulator.time.Agenda;
import vn.tram.uplink.MemoryOutbox;

/**
 * An agent in simulated time: the real rule for what is worth reporting, a real outbox and the real form of reports,
 * over a faked box and a faked way to the controller. Used by one thread.
 */
public final class SimulatedAgent {

    private static final Duration ROUND = Duration.ofSeconds(60);
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MAX_SERIES = 60;
    private static final int OUTBOX = 10_000;
    private static final int LONGEST_BACK_OFF_MILLIS = 30_000;
    private static final List<String> OBJECTS = List.of("/3/0", "/42769/1", "/42769/2", "/42770/0", "/42773/0");

    /** The controller's side, as an agent knows it. */
    public interface Uplink {

        /** Whether a session can be opened now. */
        boolean isReachable(String endpoint);

        void connected(String endpoint);

        void registered(String endpoint, Duration lifetime, List<String> objects);

        /** @param answer is given the LwM2M response code, if ever one comes */
        void send(String endpoint, byte[] report, IntConsumer answer);
    }

    private final Node node;
    private final Agenda agenda;
    private final Random random;
    private final Air air;
    private final Uplink uplink;
    private final SimulatedBox box;
    private final Consumer<Report> journal;
    private final MemoryOutbox outbox = new MemoryOutbox(OUTBOX);
    private ReportingRule rule;
    private long boots;
    private long bootedAtMillis;
    private boolean powered;
    private boolean connected;
    /** Raised whenever what was planned before no longer holds: a power cut, a broken line, an answer. */
    private long life;

    private long sending;
    private @Nullable Report inFlight;

    /** @param journal is told every report that the agent makes */
    public SimulatedAgent(
            Node node, long seed, Agenda agenda, Random random, Air air, Uplink uplink, Consumer<Report> journal) {
        this.node = node;
        this.agenda = agenda;
        this.random = random;
        this.air = air;
        this.uplink = uplink;
        this.journal = journal;
        this.box = new SimulatedBox(node, seed, agenda);
        this.rule = new ReportingRule(BootId.of(0, 0), MAX_SERIES);
    }

    public String endpoint() {
        return node.endpoint();
    }

    /** The power comes on, or comes back. */
    public void powerOn() {
        powered = true;
        life++;
        boots++;
        bootedAtMillis = agenda.millis();
        rule = new ReportingRule(BootId.of(boots, random.nextInt()), MAX_SERIES);
        long mine = life;
        agenda.after(Duration.ofMillis(random.nextInt((int) ROUND.toMillis())), () -> round(mine));
        reconnectSoon();
    }

    public void powerOff() {
        powered = false;
        lineBroken();
        life++;
    }

    /** The session is gone; the agent tries to get it back as long as it has power. */
    public void lineBroken() {
        connected = false;
        inFlight = null;
        sending++;
        if (powered) {
            reconnectSoon();
        }
    }

    public boolean isConnected() {
        return connected;
    }

    /** Reports that still wait. */
    public List<Report> waiting() {
        return outbox.oldest(OUTBOX);
    }

    private void round(long mine) {
        if (mine != life) {
            return;
        }
        long now = agenda.millis();
        for (Report report : rule.round(box.sample(), now - bootedAtMillis, now)) {
            outbox.append(report);
            journal.accept(report);
        }
        sendNext();
        agenda.after(ROUND, () -> round(mine));
    }

    private void reconnectSoon() {
        long mine = life;
        agenda.after(Duration.ofMillis(1000 + random.nextInt(LONGEST_BACK_OFF_MILLIS - 1000)), () -> {
            if (mine == life && !connected) {
                connect();
            }
        });
    }

    private void connect() {
        if (!uplink.isReachable(endpoint())) {
            reconnectSoon();
            return;
        }
        connected = true;
        uplink.connected(endpoint());
        uplink.registered(endpoint(), LIFETIME, OBJECTS);
        sendNext();
    }

    private void sendNext() {
        List<Report> oldest = outbox.oldest(1);
        if (!connected || inFlight != null || oldest.isEmpty()) {
            return;
        }
        Report report = oldest.get(0);
        inFlight = report;
        long mine = ++sending;
        byte[] bytes = ReportCodec.encode(report);
        air.send(() -> uplink.send(endpoint(), bytes, code -> air.send(() -> answered(mine, report, code))));
        agenda.after(ANSWER_WITHIN, () -> {
            if (mine == sending) {
                outbox.failed(report);
                inFlight = null;
                sendNext();
            }
        });
    }

    private void answered(long mine, Report report, int code) {
        if (mine != sending || !connected) {
            return;
        }
        inFlight = null;
        sending++;
        if (code == 204) {
            outbox.delivered(report);
        } else {
            outbox.failed(report);
        }
        sendNext();
    }
}
