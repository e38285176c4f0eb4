package vn.tram.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import vn.tram.flow.Event;
import vn.tram.simulator.device.SimulatedAgent;
import vn.tram.simulator.scenario.Scenario.Happening;
import vn.tram.simulator.time.Agenda;

/** Does to the simulated world what the story says. */
final class Faults {

    private final Agenda agenda;
    private final Paths paths;
    private final SimulatedController controller;
    private final Map<String, SimulatedAgent> agents;
    private final SimulatedReflector reflector;
    private final Consumer<SimulatedAgent> sessionLost;
    private boolean isBrokerGone;

    /** @param sessionLost is told each agent whose session breaks in a way that the broker will notice */
    Faults(
            Agenda agenda,
            Paths paths,
            SimulatedController controller,
            Map<String, SimulatedAgent> agents,
            SimulatedReflector reflector,
            Consumer<SimulatedAgent> sessionLost) {
        this.agenda = agenda;
        this.paths = paths;
        this.controller = controller;
        this.agents = agents;
        this.reflector = reflector;
        this.sessionLost = sessionLost;
    }

    boolean isBrokerGone() {
        return isBrokerGone;
    }

    /** Endpoints that share the fate of the target. */
    static Set<String> targets(Happening happening, Paths paths) {
        Set<String> targets = new TreeSet<>();
        if (happening.kind().hasTarget()) {
            targets.add(happening.target());
        }
        if (happening.kind() == Scenario.Kind.POWER) {
            targets.addAll(paths.beside(happening.target()));
        }
        return targets;
    }

    void begin(Happening happening) {
        List<SimulatedAgent> connected =
                agents.values().stream().filter(SimulatedAgent::isConnected).toList();
        Set<String> targets = targets(happening, paths);
        switch (happening.kind()) {
            case FIBRE, FLAPPING -> cut(happening.target(), true);
            case BROWN_OUT -> paths.lose(happening.target(), happening.amount());
            case POWER, DEVICE ->
                targets.forEach(endpoint -> {
                    paths.cut(endpoint);
                    agent(endpoint).powerOff();
                });
            case AGENT -> agent(happening.target()).powerOff();
            case CLOCK -> agent(happening.target()).clockAhead(Duration.ofSeconds((long) happening.amount()));
            case CONTROLLER -> {
                controller.stop();
                reflector.controllerStopped();
                agents.values().forEach(SimulatedAgent::lineBroken);
                return;
            }
            case BROKER -> {
                isBrokerGone = true;
                controller.on(new Event.BrokerSession(agenda.instant(), false, ""));
                agents.values().forEach(SimulatedAgent::lineBroken);
                return;
            }
            case OUR_LINE -> paths.cutEverything(true);
        }
        pathsChanged(connected);
    }

    void end(Happening happening) {
        Set<String> targets = targets(happening, paths);
        switch (happening.kind()) {
            case FIBRE, FLAPPING -> cut(happening.target(), false);
            case BROWN_OUT -> paths.lose(happening.target(), 0);
            case POWER, DEVICE ->
                targets.forEach(endpoint -> {
                    paths.mend(endpoint);
                    agent(endpoint).powerOn();
                });
            case AGENT -> agent(happening.target()).start();
            case CLOCK -> agent(happening.target()).clockAhead(Duration.ZERO);
            case CONTROLLER -> {
                controller.start();
                reflector.controllerStarted();
            }
            case BROKER -> {
                isBrokerGone = false;
                controller.on(new Event.BrokerSession(agenda.instant(), true, ""));
            }
            case OUR_LINE -> paths.cutEverything(false);
        }
        reflector.pathsChanged();
    }

    private void cut(String endpoint, boolean is) {
        if (is) {
            paths.cut(endpoint);
        } else {
            paths.mend(endpoint);
        }
        agent(endpoint).lineCut(is);
    }

    private void pathsChanged(List<SimulatedAgent> connected) {
        reflector.pathsChanged();
        for (SimulatedAgent agent : connected) {
            if (!paths.isWhole(agent.endpoint())) {
                agent.lineBroken();
            }
        }
        connected.stream().filter(agent -> !agent.isConnected()).forEach(sessionLost);
    }

    private SimulatedAgent agent(String endpoint) {
        SimulatedAgent agent = agents.get(endpoint);
        if (agent == null) {
            throw new IllegalArgumentException("endpoint: must be a node of the province, was " + endpoint);
        }
        return agent;
    }
}
