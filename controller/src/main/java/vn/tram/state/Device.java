package vn.tram.state;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.Conditions;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.state.NodeState.LinkState;

/** What we believe about one node, as it changes. Used by one thread; {@link #snapshot} is for the others. */
public final class Device {

    private final String endpoint;
    private final Run run;
    private final Values values;
    private final Probing probing = new Probing();
    private final ExceededLimits limits = new ExceededLimits();

    private Contact contact = Contact.NEVER;
    private Health health = Health.UNKNOWN;
    private Instant since;
    private List<Evidence> evidence = List.of();
    private @Nullable Boolean online;
    private boolean registered;
    private @Nullable Instant lastHeard;
    private boolean clockUnset;
    private Map<Integer, LinkState> links = Map.of();
    private long desired;
    private long reported;

    /** Set while a broken session may still come back, or after it was believed: when it broke. */
    private @Nullable Evidence broken;
    /** When the node last proved that it lives, or we last began to watch. */
    private Instant watchedFrom;

    private final Comeback comeback;

    private boolean caughtUp;
    /** Whether no report is on its way that was made before the newest one. */
    private boolean isWhole = true;
    /** Whether {@link #values} may hold what only an earlier run has reported. */
    private boolean mixed;

    private boolean changed;
    /** When the queue of deadlines holds this device; {@link Long#MAX_VALUE} for not at all. */
    private long queuedFor = Long.MAX_VALUE;

    private Duration lifetime = Duration.ZERO;

    Device(String endpoint, StateRules rules, Instant since) {
        this.endpoint = endpoint;
        this.run = new Run(rules.late());
        this.comeback = new Comeback(run);
        this.values = new Values(rules.maxValues());
        this.since = since;
        this.watchedFrom = since;
    }

    /** Takes up where the last run of the controller stopped; nothing is seen until it is heard again. */
    void resume(NodeState saved, Evidence why, Instant at) {
        health = saved.health();
        since = saved.since();
        evidence = saved.evidence();
        lastHeard = saved.lastHeard();
        clockUnset = saved.clockUnset();
        links = saved.links();
        desired = saved.desired();
        reported = saved.reported();
        run.resume(saved);
        values.resume(saved.values());
        contact = saved.lastHeard() == null ? Contact.NEVER : Contact.BLIND;
        probing.expected(saved.health() != Health.UNKNOWN);
        turnsProbes();
        changed = saved.online() != null || saved.registered();
        judge(health == Health.UNKNOWN ? null : why, at);
    }

    public String endpoint() {
        return endpoint;
    }

    public Health health() {
        return health;
    }

    /** Whether what it says now can be believed to hold now. */
    public boolean isSeen() {
        return contact == Contact.HEARD && !probing.isSilent();
    }

    /** Whether the last report told of the present, so that every value it did not repeat still holds. */
    public boolean hasCaughtUp() {
        return isSeen() && caughtUp && isWhole;
    }

    /** The agent's present run; null when it has never reported. */
    public @Nullable BootId boot() {
        return run.boot();
    }

    /** Number of its newest report in that run. */
    public long sequence() {
        return run.sequence();
    }

    /** When {@code report}, its newest, was read, by our clock; null when that is not known. */
    public @Nullable Instant readAt(Report report, Instant arrival) {
        return run.readAt(report, arrival);
    }

    /** When the node, or its line, last proved that it was there; {@code now} when it never did. */
    public Instant lastProof(Instant now) {
        Instant probe = probing.lastArrival();
        if (probe != null && (lastHeard == null || probe.isAfter(lastHeard))) {
            return probe;
        }
        return lastHeard != null ? lastHeard : now;
    }

    /** Whether it now says something else about its limits than the verdict on it was made from. */
    public boolean hasNewsOfLimits() {
        return hasCaughtUp() && limits.differ(values.all());
    }

    /** Which limits it says are exceeded; null when none is. */
    public @Nullable Evidence exceeded() {
        return limits.areThere() ? limits.evidence() : null;
    }

    /** True, false, or null when we do not know. */
    public @Nullable Boolean online() {
        return online;
    }

    public boolean isRegistered() {
        return registered;
    }

    /** Newest first; empty when nothing has ever happened. */
    public List<Evidence> evidence() {
        return evidence;
    }

    public Map<ResourcePath, Latest> values() {
        return values.all();
    }

    public Map<Integer, LinkState> links() {
        return links;
    }

    /** Keeps the verdicts on its interfaces and the node's own that follows from them. */
    public void links(Map<Integer, LinkState> verdicts, Instant at) {
        if (!verdicts.equals(links)) {
            links = Collections.unmodifiableMap(new TreeMap<>(verdicts));
            changed = true;
        }
        judge(null, at);
    }

    public long desired() {
        return desired;
    }

    public void desired(long revision) {
        changed |= desired != revision;
        desired = revision;
    }

    public void reported(long revision) {
        changed |= reported != revision;
        reported = revision;
    }

    /** Whether anything that a person sees has changed since the last call. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    public NodeState snapshot() {
        return new NodeState(
                endpoint,
                health,
                since,
                evidence,
                online,
                registered,
                lastHeard,
                run.boot(),
                run.sequence(),
                clockUnset,
                run.skew(),
                links,
                values.all(),
                desired,
                reported);
    }

    // What follows is called by Devices and the classes that carry an event out on one device.

    Run run() {
        return run;
    }

    Values valueStore() {
        return values;
    }

    Contact contact() {
        return contact;
    }

    Comeback comeback() {
        return comeback;
    }

    Probing probing() {
        return probing;
    }

    /** Whether the agent says for the first time that it probes no more, or does so again. */
    boolean turnsProbes() {
        Latest line = values.all().get(Conditions.PROBED_LINE);
        return probing.off(line != null && line.value().equals(Conditions.PROBES_OFF));
    }

    @Nullable
    Evidence broken() {
        return broken;
    }

    void broken(@Nullable Evidence why) {
        broken = why;
    }

    Duration lifetime() {
        return lifetime;
    }

    void registered(boolean holds, Duration forHowLong) {
        changed |= registered != holds;
        registered = holds;
        lifetime = forHowLong;
    }

    void online(@Nullable Boolean is) {
        changed |= online == null ? is != null : !online.equals(is);
        online = is;
    }

    void heard(Instant at) {
        if (lastHeard == null || at.isAfter(lastHeard)) {
            lastHeard = at;
        }
    }

    void watchFrom(Instant at) {
        watchedFrom = at;
    }

    Instant watchedFrom() {
        return watchedFrom;
    }

    void clockUnset(boolean is) {
        changed |= clockUnset != is;
        clockUnset = is;
    }

    void caughtUp(boolean is) {
        caughtUp = is;
    }

    void isWhole(boolean is) {
        isWhole = is;
    }

    boolean isMixed() {
        return mixed;
    }

    void mixed(boolean is) {
        mixed = is;
    }

    void markChanged() {
        changed = true;
    }

    long queuedFor() {
        return queuedFor;
    }

    void queuedFor(long millis) {
        queuedFor = millis;
    }

    /** The node is seen, or not seen, in another way than before. */
    void contact(Contact next, Evidence why, Instant at) {
        if (next == contact) {
            return;
        }
        contact = next;
        caughtUp = false;
        if (next == Contact.HEARD) {
            probing.agentHeard();
        }
        changed = true;
        judge(why, at);
    }

    /** What the probes tell has changed. */
    void probed(Evidence why, Instant at) {
        changed = true;
        judge(why, at);
    }

    /** Another reason for the same contact. */
    void addEvidence(Evidence why) {
        List<Evidence> next = new ArrayList<>(NodeState.MAX_EVIDENCE);
        next.add(why);
        next.addAll(evidence.subList(0, Math.min(evidence.size(), NodeState.MAX_EVIDENCE - 1)));
        evidence = List.copyOf(next);
        changed = true;
    }

    void addEvidenceOnce(Evidence why) {
        if (evidence.isEmpty() || !evidence.get(0).message().equals(why.message())) {
            addEvidence(why);
        }
    }

    private void judge(@Nullable Evidence why, Instant at) {
        boolean limitsChanged = limits.judge(isSeen(), caughtUp, values.all(), at);
        Health line = probing.judge(contact);
        LinkState worst = line == Health.UP && isSeen() ? Links.worst(links) : null;
        boolean isImpaired = line == Health.UP && (worst != null || limits.areThere());
        Health next = isImpaired ? Health.DEGRADED : line;
        if (why != null) {
            addEvidence(why);
        }
        if (next != health) {
            if (health == Health.DOWN) {
                comeback.happened(at);
                run.interrupted();
            }
            health = next;
            since = at;
            changed = true;
            if (why == null) {
                addEvidence(reason(worst, limitsChanged, at));
            }
        } else if (why == null && next == Health.DEGRADED) {
            giveReason(isImpaired, worst, limitsChanged, at);
        }
    }

    private Evidence reason(@Nullable LinkState worst, boolean limitsChanged, Instant at) {
        Evidence told = limits.evidence();
        if (told != null && (limitsChanged || worst == null && limits.areThere())) {
            return told;
        }
        return reasonApartFromLimits(worst, at);
    }

    /** The verdict is the same as before; the newest evidence must be a reason for it that still holds. */
    private void giveReason(boolean isImpaired, @Nullable LinkState worst, boolean limitsChanged, Instant at) {
        Evidence reason = null;
        if (limits.areThere() && (limitsChanged || isImpaired && worst == null)) {
            reason = limits.evidence();
        } else if (limitsChanged) {
            reason = reasonApartFromLimits(worst, at);
        }
        if (reason != null && !reason.equals(evidence.isEmpty() ? null : evidence.get(0))) {
            addEvidence(reason);
        }
    }

    private Evidence reasonApartFromLimits(@Nullable LinkState worst, Instant at) {
        if (worst != null) {
            return worst.evidence();
        }
        return health == Health.DEGRADED
                ? evidence.stream()
                        .filter(why -> !ExceededLimits.isReason(why))
                        .findFirst()
                        .orElseGet(() -> Links.newest(links, at))
                : Links.newest(links, at);
    }
}
