package vn.tram.simulator.scenario;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import vn.tram.document.Report;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.inventory.Node;
import vn.tram.simulator.check.Check;
import vn.tram.simulator.check.Shown;
import vn.tram.simulator.check.Truth;
import vn.tram.simulator.check.Truth.Outage;
import vn.tram.simulator.check.Truth.Span;
import vn.tram.simulator.device.Outboxes;
import vn.tram.simulator.device.Province;
import vn.tram.simulator.device.SimulatedAgent;
import vn.tram.simulator.network.Air;
import vn.tram.simulator.scenario.Scenario.Happening;
import vn.tram.simulator.scenario.Scenario.Kind;
import vn.tram.simulator.time.Agenda;

/** One run of a scenario from one seed. The truth is written down before anything happens. */
public final class ScenarioRun {

    /**
     * How it went.
     *
     * @param violations a sentence each; empty when every check held
     * @param reports that agents made
     * @param lost messages that the network lost
     * @param doubled messages that it delivered twice
     * @param backlog reports that waited in one device, at most, when a happening ended
     */
    public record Outcome(List<String> violations, long reports, long lost, long doubled, int backlog) {}

    private static final Instant BEGINNING = Instant.parse("2026-11-24T01:00:00Z");

    /** Time for all nodes to come up before the story begins, and to come back after it has ended. */
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private static final int FASTEST_WILL_MILLIS = 300;
    private static final int SLOWEST_WILL_MILLIS = 3_500;

    private final Scenario scenario;
    private final Random random;
    private final Agenda agenda = new Agenda(BEGINNING);
    private final Shown shown = new Shown();
    private final Air air;
    private final Paths paths;
    private final SimulatedController controller;
    private final Map<String, SimulatedAgent> agents = new TreeMap<>();
    private long reports;
    private int backlog;

    /**
     * @param rules by which the core decides; a run with bad ones must find violations
     * @param disk an empty folder for the outboxes of the nodes that something happens to; the others' are in memory
     */
    public ScenarioRun(Scenario scenario, long seed, Rules rules, Path disk) {
        this.scenario = scenario;
        this.random = new Random(seed);
        this.air = new Air(agenda, random, scenario.weather());
        Province province = Province.of(scenario.province(), seed, scenario.nodes());
        this.paths = new Paths(province.sites(), province.nodes());
        this.controller = new SimulatedController(rules, agenda, shown, province.sites(), province.nodes());
        Set<String> targets =
                scenario.happenings().stream().map(Happening::target).collect(Collectors.toSet());
        SimulatedAgent.World world =
                new SimulatedAgent.World(agenda, random, air, new Sessions(), new Outboxes(disk, targets, agenda));
        for (Node node : province.nodes()) {
            String endpoint = node.endpoint();
            agents.put(endpoint, new SimulatedAgent(node, seed, world, report -> made(endpoint, report)));
        }
    }

    private void made(String endpoint, Report report) {
        reports++;
        Instant now = agenda.instant();
        report.readings().forEach(reading -> shown.made(SimulatedStore.sample(endpoint, report, reading, now)));
    }

    /** @throws IllegalArgumentException when the scenario names a node that the province does not have */
    public Outcome run() {
        Instant story = BEGINNING.plus(SETTLING);
        Truth truth = truth(story);
        controller.start();
        agents.values().forEach(SimulatedAgent::powerOn);
        for (Happening happening : scenario.happenings()) {
            Instant from = story.plus(happening.at());
            agenda.at(from, () -> begin(happening));
            agenda.at(from.plus(happening.lasts()), () -> end(happening));
        }
        agenda.runUntil(story.plus(scenario.lasts()).plus(SETTLING));
        agents.values()
                .forEach(agent -> agent.waiting()
                        .forEach(report -> shown.waiting(SimulatedStore.name(agent.endpoint(), report))));
        agents.values().forEach(SimulatedAgent::powerOff);
        List<String> violations = new ArrayList<>();
        for (Check check : Check.all()) {
            violations.addAll(check.violations(truth, shown));
        }
        return new Outcome(violations, reports, air.lost(), air.doubled(), backlog);
    }

    private Truth truth(Instant story) {
        List<Outage> outages = new ArrayList<>();
        List<Span> blindness = new ArrayList<>();
        for (Happening happening : scenario.happenings()) {
            Instant from = story.plus(happening.at());
            Span span = new Span(from, from.plus(happening.lasts()));
            if (happening.kind() == Kind.CONTROLLER) {
                blindness.add(span);
            } else if (agents.containsKey(happening.target())) {
                outages.add(new Outage(span, happening.target(), paths.behind(happening.target())));
            } else {
                throw new IllegalArgumentException("target: must be a node of the province, was " + happening.target());
            }
        }
        return new Truth(outages, blindness);
    }

    private void begin(Happening happening) {
        if (happening.kind() == Kind.CONTROLLER) {
            controller.stop();
            agents.values().forEach(SimulatedAgent::lineBroken);
            return;
        }
        paths.cut(happening.target());
        for (SimulatedAgent agent : agents.values()) {
            boolean hadSession = agent.isConnected();
            if (happening.kind() == Kind.POWER && agent.endpoint().equals(happening.target())) {
                agent.powerOff();
            } else if (!paths.isWhole(agent.endpoint()) && hadSession) {
                agent.lineBroken();
            }
            if (hadSession && !agent.isConnected()) {
                lastWill(agent);
            }
        }
    }

    private void end(Happening happening) {
        agents.values().forEach(agent -> backlog = Math.max(backlog, agent.backlog()));
        if (happening.kind() == Kind.CONTROLLER) {
            controller.start();
            return;
        }
        paths.mend(happening.target());
        if (happening.kind() == Kind.POWER) {
            agent(happening.target()).powerOn();
        }
    }

    private SimulatedAgent agent(String endpoint) {
        SimulatedAgent agent = agents.get(endpoint);
        if (agent == null) {
            throw new IllegalArgumentException("endpoint: must be a node of the province, was " + endpoint);
        }
        return agent;
    }

    /** The broker notices a broken session some time later, each at its own pace, unless it is back by then. */
    private void lastWill(SimulatedAgent agent) {
        int millis = FASTEST_WILL_MILLIS + random.nextInt(SLOWEST_WILL_MILLIS - FASTEST_WILL_MILLIS);
        agenda.after(Duration.ofMillis(millis), () -> {
            if (!agent.isConnected()) {
                air.sendInOrder(
                        agent.endpoint(),
                        () -> controller.on(new Event.Presence(agenda.instant(), agent.endpoint(), false, "")));
            }
        });
    }

    /** What an agent says reaches the controller if the way is whole and the controller is there. */
    private final class Sessions implements SimulatedAgent.Uplink {

        @Override
        public boolean isReachable(String endpoint) {
            return paths.isWhole(endpoint) && controller.isOn();
        }

        @Override
        public void connected(String endpoint) {
            air.sendInOrder(endpoint, () -> controller.on(new Event.Presence(agenda.instant(), endpoint, true, "")));
        }

        @Override
        public void registered(String endpoint, Duration lifetime, List<String> objects) {
            air.sendInOrder(
                    endpoint, () -> controller.on(new Event.Registered(agenda.instant(), endpoint, lifetime, objects)));
        }

        @Override
        public void arrived(String endpoint, byte[] message, Consumer<byte[]> answer) {
            if (paths.isWhole(endpoint)) {
                controller.arrived(endpoint, message, answer);
            }
        }
    }
}
