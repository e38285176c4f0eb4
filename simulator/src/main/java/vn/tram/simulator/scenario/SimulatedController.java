package vn.tram.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Report;
import vn.tram.document.ReportCodec;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.flow.Saved;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Window;
import vn.tram.simulator.check.Shown;
import vn.tram.simulator.check.Shown.Light;
import vn.tram.simulator.check.Truth;
import vn.tram.simulator.time.Agenda;
import vn.tram.sla.Entry;
import vn.tram.sla.SavedLedger;
import vn.tram.state.Health;
import vn.tram.state.NodeState;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;

/** The real core with a faked store and broker: what it keeps survives {@link #stop}, what it only thinks does not. */
final class SimulatedController {

    private static final Duration COMMIT = Duration.ofMillis(50);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Rules rules;
    private final Agenda agenda;
    private final Shown shown;
    private final List<Site> sites;
    private final List<Node> nodes;
    private final Map<String, NodeState> states = new TreeMap<>();
    private final Map<String, Window> windows = new TreeMap<>();
    private final Map<Long, Incident> incidents = new TreeMap<>();
    private final Map<String, Light> lights = new HashMap<>();
    private final Map<Long, IntConsumer> owed = new HashMap<>();
    private final SimulatedStore store;
    private long tickets;
    private long runs;
    private Instant lastAlive;
    private @Nullable Decisions core;

    /** @param keepsSamples whether it keeps what reports say, and not only that they came */
    SimulatedController(
            Rules rules, Agenda agenda, Shown shown, List<Site> sites, List<Node> nodes, boolean keepsSamples) {
        this.rules = rules;
        this.agenda = agenda;
        this.shown = shown;
        this.sites = sites;
        this.nodes = nodes;
        this.store = new SimulatedStore(shown, keepsSamples);
        this.lastAlive = agenda.instant();
    }

    boolean isOn() {
        return core != null;
    }

    void start() {
        long nextIncident =
                incidents.keySet().stream().mapToLong(id -> id + 1).max().orElse(1);
        Saved saved = new Saved(
                sites,
                nodes,
                List.copyOf(states.values()),
                List.copyOf(incidents.values()),
                nextIncident,
                SavedLedger.NOTHING,
                List.copyOf(windows.values()),
                lastAlive);
        Decisions started = new Decisions(rules, saved, agenda.instant());
        core = started;
        runs++;
        carryOut(started.start());
        on(new Event.BrokerSession(agenda.instant(), true, ""));
        tick(runs);
    }

    /** As {@code kill -9} does it. */
    void stop() {
        core = null;
        lastAlive = agenda.instant();
        owed.clear();
    }

    private void tick(long run) {
        if (run == runs && core != null) {
            on(new Event.Tick(agenda.instant()));
            agenda.after(TICK, () -> tick(run));
        }
    }

    void on(Event event) {
        if (core != null) {
            carryOut(core.on(event));
        }
    }

    /**
     * A message has arrived on the device's topic.
     *
     * @param answer is given the response, if there is one
     */
    void arrived(String endpoint, byte[] bytes, Consumer<byte[]> answer) {
        Message message = Message.decode(bytes).message();
        if (message == null || message.operation() != Operation.SEND || message.payload() == null) {
            throw new IllegalStateException("message of " + endpoint + ": must be a Send, was " + message);
        }
        ReportCodec.Decoded decoded = ReportCodec.decode(message.payload());
        Report report = decoded.report();
        if (report == null) {
            throw new IllegalStateException("report of " + endpoint + ": " + decoded.refusal());
        }
        if (core != null) {
            long ticket = ++tickets;
            owed.put(
                    ticket,
                    code -> answer.accept(
                            Message.response(code, message.token()).encode()));
            on(new Event.Reported(agenda.instant(), endpoint, report, ticket));
        }
    }

    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Store store) {
                long run = runs;
                agenda.after(COMMIT, () -> commit(run, store));
            } else if (effect instanceof Effect.Answer answer) {
                answer(answer.ticket(), answer.code());
            } else if (effect instanceof Effect.NodeChanged changed) {
                states.put(changed.state().endpoint(), changed.state());
                show(changed.state());
            } else if (effect instanceof Effect.MaintenanceChanged changed) {
                windows.put(changed.coverage().window().id(), changed.coverage().window());
            } else if (effect instanceof Effect.IncidentChanged changed) {
                incidents.put(changed.incident().id(), changed.incident());
                shown.trouble(trouble(changed.incident()));
            } else if (effect instanceof Effect.LedgerAppended appended) {
                book(appended.entry());
            }
        }
    }

    private void commit(long run, Effect.Store store) {
        if (run == runs && core != null) {
            this.store.keep(store);
            answer(store.ticket(), 204);
        }
    }

    private void answer(long ticket, int code) {
        IntConsumer answer = owed.remove(ticket);
        if (answer != null) {
            answer.accept(code);
        }
    }

    private void show(NodeState state) {
        Light light = switch (state.health()) {
            case UP -> Light.GOOD;
            case DEGRADED -> Light.POOR;
            case DOWN -> Light.BAD;
            case UNKNOWN -> Light.UNKNOWN;
        };
        if (lights.put(state.endpoint(), light) != light) {
            shown.change(agenda.instant(), state.endpoint(), light);
        }
    }

    /** A correction that says how it was and why. */
    private void book(Entry entry) {
        boolean says = entry.kind() == Entry.Kind.CORRECTION && entry.verdict() == Health.DOWN;
        if (says && entry.from() != null && entry.to() != null && entry.cause() != null) {
            Truth.Nature why = switch (entry.cause()) {
                case "POWER" -> Truth.Nature.POWER;
                case "UPLINK" -> Truth.Nature.LINE;
                case "DEVICE" -> Truth.Nature.DEVICE;
                case "AGENT" -> Truth.Nature.AGENT;
                default -> throw new IllegalStateException("cause: " + entry.cause());
            };
            shown.booked(new Shown.Booked(entry.endpoint(), entry.from(), entry.to(), why));
        }
    }

    /** What it was found to be due to, as it was said last. */
    private static Truth.@Nullable Nature why(Incident incident) {
        Truth.Nature why = null;
        for (Incident.Step step : incident.timeline()) {
            why = switch (step.message()) {
                case "incident.cause.power" -> Truth.Nature.POWER;
                case "incident.cause.uplink" -> Truth.Nature.LINE;
                case "incident.cause.device" -> Truth.Nature.DEVICE;
                case "incident.cause.agent" -> Truth.Nature.AGENT;
                default -> why;
            };
        }
        return why;
    }

    private static Shown.Trouble trouble(Incident incident) {
        boolean merged =
                incident.timeline().stream().anyMatch(step -> step.message().equals("incident.merged"));
        String about = switch (incident.kind()) {
            case NODE_DOWN -> incident.endpoint();
            case LINK_DOWN, LIMITS_EXCEEDED, CONTROLLER_OVERLOAD ->
                incident.kind() + " " + incident.endpoint() + " " + incident.detail();
        };
        return new Shown.Trouble(
                incident.id(),
                about,
                new HashSet<>(incident.suppressed()),
                incident.openedAt(),
                incident.closedAt(),
                merged,
                why(incident),
                incident.timeline().stream().map(Incident.Step::toString).toList());
    }
}
