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
import vn.tram.simulator.device.Outboxes;
import vn.tram.simulator.device.Province;
import vn.tram.simulator.device.SimulatedAgent;
import vn.tram.simulator.network.Air;
import vn.tram.simulator.scenario.Scenario.Happening;
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
    private final Set<Break> breaks;
    private final Random random;
    private final Agenda agenda = new Agenda(BEGINNING);
    private final Shown shown = new Shown();
    private final Air air;
    private final Paths paths;
    private final SimulatedController controller;
    private final Map<String, SimulatedAgent> agents = new TreeMap<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final SimulatedReflector reflector;
    private final Faults faults;
    private long reports;
    private int backlog;

    /**
     * @param rules by which the core decides; a run with bad ones must find violations
     * @param disk an empty folder for the outboxes of the nodes that something happens to; the others' are in memory
     */
    public ScenarioRun(Scenario scenario, long seed, Rules rules, Path disk) {
        this(scenario, seed, rules, disk, Set.of());
    }

    /**
     * @param rules by which the core decides; a run with bad ones must find violations
     * @param disk an empty folder for the outboxes of the nodes that something happens to; the others' are in memory
     * @param breaks what is taken out of the core
     */
    public ScenarioRun(Scenario scenario, long seed, Rules rules, Path disk, Set<Break> breaks) {
        this.breaks = Set.copyOf(breaks);
        this.scenario = scenario;
        this.random = new Random(seed);
        this.air = new Air(agenda, random, scenario.weather());
        Province province = Province.of(scenario.province(), seed, scenario.nodes());
        this.paths = new Paths(province.sites(), province.nodes());
        happenings.addAll(scenario.happenings());
        happenings.addAll(new Fate(province, paths, scenario.lasts(), seed).draw(scenario.chances()));
        this.controller = new SimulatedController(
                broken(rules), agenda, shown, province.sites(), province.nodes(), !scenario.probes());
        Set<String> targets = happenings.stream().map(Happening::target).collect(Collectors.toSet());
        Outboxes outboxes = new Outboxes(disk, scenario.probes() ? Set.of() : targets, agenda);
        SimulatedAgent.World world =
                new SimulatedAgent.World(agenda, random, air, new Sessions(), outboxes, scenario.probes());
        for (Node node : province.nodes()) {
            String endpoint = node.endpoint();
            agents.put(endpoint, new SimulatedAgent(node, seed, world, report -> made(endpoint, report)));
        }
        this.reflector = new SimulatedReflector(agenda, paths, controller, agents.values(), seed);
        this.faults = new Faults(agenda, paths, controller, agents, reflector, this::lastWill);
    }

    private Rules broken(Rules rules) {
        Rules broken = rules;
        for (Break part : breaks) {
            broken = part.in(broken);
        }
        return broken;
    }

    private void made(String endpoint, Report report) {
        reports++;
        shown.reportMade(endpoint + " " + report.boot(), report.sequence());
        if (scenario.probes()) {
            return;
        }
        Instant now = agenda.instant();
        report.readings().forEach(reading -> shown.made(SimulatedStore.sample(endpoint, report, reading, now)));
    }

    /** What will happen, a line each, in the order in which it begins. */
    public List<String> story() {
        Instant story = BEGINNING.plus(SETTLING);
        return happenings.stream()
                .map(happening -> story.plus(happening.at()) + " to "
                        + story.plus(happening.at()).plus(happening.lasts()) + " " + happening.kind() + " "
                        + happening.target() + (happening.amount() == 0 ? "" : " " + happening.amount()))
                .toList();
    }

    /** @throws IllegalArgumentException when the scenario names a node that the province does not have */
    public Outcome run() {
        Instant story = BEGINNING.plus(SETTLING);
        Truth truth = Truths.of(happenings, paths, story);
        controller.start();
        if (scenario.probes()) {
            reflector.controllerStarted();
            reflector.start();
        }
        agents.values().forEach(SimulatedAgent::start);
        for (Happening happening : happenings) {
            for (Happening cut : Truths.cuts(happening)) {
                Instant from = story.plus(cut.at());
                agenda.at(from, () -> faults.begin(cut));
                agenda.at(from.plus(cut.lasts()), () -> end(cut));
            }
        }
        agenda.runUntil(story.plus(scenario.lasts()).plus(SETTLING));
        agents.values()
                .forEach(agent -> agent.waiting()
                        .forEach(report -> shown.waiting(SimulatedStore.name(agent.endpoint(), report))));
        agents.values().forEach(SimulatedAgent::powerOff);
        List<String> violations = new ArrayList<>();
        Check.all().forEach(check -> violations.addAll(check.violations(truth, shown)));
        if (scenario.probes()) {
            Check.ofProbedLines().forEach(check -> violations.addAll(check.violations(truth, shown)));
        }
        return new Outcome(violations, reports, air.lost(), air.doubled(), backlog);
    }

    private void end(Happening happening) {
        agents.values().forEach(agent -> backlog = Math.max(backlog, agent.backlog()));
        faults.end(happening);
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
            return paths.isWhole(endpoint) && controller.isOn() && !faults.isBrokerGone();
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
            if (isReachable(endpoint)) {
                controller.arrived(endpoint, message, answer);
            }
        }
    }
}
