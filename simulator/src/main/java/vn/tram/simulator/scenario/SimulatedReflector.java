package vn.tram.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import vn.tram.flow.Event;
import vn.tram.link.ProbeWatch;
import vn.tram.simulator.device.SimulatedAgent;
import vn.tram.simulator.time.Agenda;
import vn.tram.stamp.Hurry;
import vn.tram.state.ProbeLevel;

/**
 * The probes of all agents, at their real pace, and the controller's real watch over them.
 */
final class SimulatedReflector {

    private static final int STEPS = 10;
    private static final Duration STEP = Duration.ofMillis(1000 / STEPS);

    /** One agent's probes. */
    private static final class Prober {
        final SimulatedAgent agent;
        final Hurry hurry = new Hurry();
        long sequence;
        boolean arrives = true;
        double loss;

        Prober(SimulatedAgent agent) {
            this.agent = agent;
        }
    }

    private final Agenda agenda;
    private final Paths paths;
    private final SimulatedController controller;
    private final SplittableRandom random;
    private final List<List<Prober>> turns = new ArrayList<>();
    private final Map<String, Prober> probers = new HashMap<>();
    private final Set<Prober> hasty = new LinkedHashSet<>();
    private @Nullable ProbeWatch watch;
    private int turn;

    SimulatedReflector(
            Agenda agenda, Paths paths, SimulatedController controller, Collection<SimulatedAgent> agents, long seed) {
        this.agenda = agenda;
        this.paths = paths;
        this.controller = controller;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < STEPS; i++) {
            turns.add(new ArrayList<>());
        }
        for (SimulatedAgent agent : agents) {
            Prober prober = new Prober(agent);
            probers.put(agent.endpoint(), prober);
            turns.get(probers.size() % STEPS).add(prober);
        }
    }

    void start() {
        pathsChanged();
        agenda.after(STEP, this::step);
    }

    /** The controller has started, and knows who was probing. */
    void controllerStarted() {
        ProbeWatch started = new ProbeWatch(probers.size(), agenda.instant());
        probers.values().stream()
                .filter(prober -> prober.sequence > 0)
                .forEach(prober -> started.expect(prober.agent.endpoint(), agenda.instant()));
        watch = started;
    }

    void controllerStopped() {
        watch = null;
    }

    /** What can reach the centre has changed. */
    void pathsChanged() {
        for (Prober prober : probers.values()) {
            prober.arrives = paths.isWhole(prober.agent.endpoint());
            prober.loss = paths.loss(prober.agent.endpoint());
        }
    }

    private void step() {
        turn = (turn + 1) % STEPS;
        Instant now = agenda.instant();
        for (Prober prober : turns.get(turn)) {
            if (!prober.hurry.isOn(now.toEpochMilli())) {
                send(prober, now);
            }
        }
        if (!hasty.isEmpty()) {
            for (Prober prober : List.copyOf(hasty)) {
                send(prober, now);
            }
        }
        ProbeWatch watching = watch;
        if (watching != null) {
            watching.pass(now, new Told(now));
        }
        agenda.after(STEP, this::step);
    }

    private void send(Prober prober, Instant now) {
        if (!prober.agent.isRunning()) {
            hasty.remove(prober);
            return;
        }
        prober.sequence++;
        boolean there = prober.arrives && (prober.loss == 0 || random.nextDouble() >= prober.loss);
        ProbeWatch watching = watch;
        if (there && watching != null) {
            watching.heard(prober.agent.endpoint(), prober.sequence, now);
        }
        boolean back = there && watching != null && (prober.loss == 0 || random.nextDouble() >= prober.loss);
        long millis = now.toEpochMilli();
        if (back) {
            prober.hurry.answered(millis);
        } else {
            prober.hurry.missed(millis);
        }
        if (prober.hurry.isOn(millis)) {
            hasty.add(prober);
        } else {
            hasty.remove(prober);
        }
    }

    private final class Told implements ProbeWatch.Listener {

        private final Instant now;

        Told(Instant now) {
            this.now = now;
        }

        @Override
        public void probed(String endpoint, ProbeLevel level, Instant lastArrival) {
            controller.on(new Event.Probed(now, endpoint, level, lastArrival));
        }

        @Override
        public void arrived(Map<String, Instant> last) {
            controller.on(new Event.ProbesArrived(now, last));
        }

        @Override
        public void hears(boolean anything) {
            controller.on(new Event.ProbesHeard(now, anything));
        }
    }
}
