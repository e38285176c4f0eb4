package vn.tram.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import vn.tram.inventory.Inventory;
import vn.tram.sla.Entry;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.NodeState.LinkState;

/**
 * Which incidents some rules would have made of the verdicts in the ledger, told in its order. Time passes between them
 * as exactly as it did. Used by one thread.
 */
public final class Replay {

    /** A link in these states is none whose being down would be a fault. */
    private static final Set<String> UNMONITORED = Set.of("evidence.link.disabled", "evidence.link.unused");

    private final Incidents incidents;
    private final Map<String, Health> health = new HashMap<>();
    private final Map<String, Evidence> evidence = new HashMap<>();
    private final Map<String, Map<Integer, LinkState>> links = new HashMap<>();
    private final Set<String> worked = new TreeSet<>();
    private final Map<Long, Incident> made = new TreeMap<>();
    private Instant now = Instant.EPOCH;

    /** @param inventory as it is today */
    public Replay(IncidentRules rules, Inventory inventory) {
        incidents = new Incidents(rules, inventory, this::health, this::evidence, worked::contains, 1);
    }

    private Health health(String endpoint) {
        return health.getOrDefault(endpoint, Health.UNKNOWN);
    }

    private Evidence evidence(String endpoint) {
        Evidence known = evidence.get(endpoint);
        return known != null ? known : new Evidence(Evidence.Source.SILENCE, now, null, "evidence.never", "");
    }

    /** Tells what the ledger says. */
    public void tell(Entry entry) {
        switch (entry.kind()) {
            case VERDICT -> {
                Health verdict = entry.verdict() == null ? Health.UNKNOWN : entry.verdict();
                if (entry.link() == Entry.NODE) {
                    node(entry.endpoint(), verdict, entry.why(), entry.at());
                } else {
                    link(entry.endpoint(), entry.link(), verdict, entry.why(), entry.at());
                }
            }
            case CONTROLLER -> blind(entry.at());
            case MAINTENANCE_BEGAN -> maintenance(entry.endpoint(), true, entry.at());
            case MAINTENANCE_ENDED -> maintenance(entry.endpoint(), false, entry.at());
            case CORRECTION, PLACEMENT -> {
                // What was found out later made no incident then.
            }
        }
    }

    private void node(String endpoint, Health verdict, String why, Instant at) {
        pass(at);
        health.put(endpoint, verdict);
        evidence.put(endpoint, new Evidence(Evidence.Source.REPORT, at, null, why, ""));
        incidents.node(endpoint, verdict, at);
        if (verdict == Health.DOWN || verdict == Health.UNKNOWN) {
            links.remove(endpoint);
        }
        take(at);
    }

    private void link(String endpoint, int instance, Health verdict, String why, Instant at) {
        pass(at);
        Map<Integer, LinkState> before = links.getOrDefault(endpoint, Map.of());
        Map<Integer, LinkState> after = new HashMap<>(before);
        Evidence seen = new Evidence(Evidence.Source.REPORT, at, null, why, "");
        after.put(instance, new LinkState("#" + instance, verdict, at, seen, !UNMONITORED.contains(why)));
        links.put(endpoint, after);
        incidents.links(endpoint, before, after, at);
        take(at);
    }

    /** From then on nothing was seen any more, because of ourselves. */
    private void blind(Instant at) {
        pass(at);
        health.replaceAll((endpoint, verdict) -> Health.UNKNOWN);
        links.clear();
        take(at);
    }

    /** From then on the node was being worked on, or no longer. */
    private void maintenance(String endpoint, boolean begins, Instant at) {
        pass(at);
        if (begins) {
            worked.add(endpoint);
        } else if (worked.remove(endpoint)) {
            incidents.node(endpoint, health(endpoint), at);
            incidents.links(endpoint, Map.of(), links.getOrDefault(endpoint, Map.of()), at);
        }
        take(at);
    }

    /** Every incident so far, oldest first, after time has passed until then. */
    public List<Incident> until(Instant at) {
        pass(at);
        take(at);
        return new ArrayList<>(made.values());
    }

    /** What the rules do by themselves happens at its own time. */
    private void pass(Instant at) {
        Instant due = incidents.due();
        while (due != null && due.isBefore(at)) {
            now = due.isAfter(now) ? due : now;
            incidents.pass(now);
            take(now);
            due = incidents.due();
        }
        now = at.isAfter(now) ? at : now;
        incidents.pass(now);
    }

    private void take(Instant at) {
        incidents.takeChanged(at).forEach(incident -> made.put(incident.id(), incident));
    }
}
