package vn.tram.sla;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.sla.Entry.Kind;
import vn.tram.state.Device;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.NodeState.LinkState;

/**
 * Makes the ledger's entries from what the core decides: one for each change and none for what stays. Used by one
 * thread; {@link #take} hands the entries out, which must be kept before anything that follows from them is answered.
 */
public final class Ledger {

    private static final String RESTART = "evidence.ourselves.restart";

    /** Without our broker we still see those that send probes. */
    private static final String BROKER = "evidence.ourselves.broker";

    /** What the ledger's entries so far say of one node. */
    private static final class Book {
        private Health health = Health.UNKNOWN;
        private boolean ours;
        private boolean maintained;
        private @Nullable String placement;
        /** Those that are known while the node is seen. */
        private final Map<Integer, Health> links = new HashMap<>();
    }

    private final Map<String, Book> books = new HashMap<>();
    private List<Entry> made = new ArrayList<>();
    private Head head;
    private Instant passed;

    /**
     * Goes on behind the last run's entries; everything that was known then is unknown now.
     *
     * @param saved what the last run left
     * @param lastAlive when it ended; null for the first run
     */
    public Ledger(SavedLedger saved, @Nullable Instant lastAlive, Instant start) {
        head = saved.head();
        passed = start;
        saved.placements().forEach((endpoint, placement) -> book(endpoint).placement = placement);
        saved.maintained().forEach(endpoint -> book(endpoint).maintained = true);
        if (lastAlive != null) {
            Instant end = lastAlive.isAfter(start) ? start : lastAlive;
            append(start, Kind.CONTROLLER, "", Entry.NODE, end, start, null, null, Entry.OURS, RESTART);
        }
    }

    private Book book(String endpoint) {
        return books.computeIfAbsent(endpoint, absent -> new Book());
    }

    /** To be told the time of every event, after it. */
    public void pass(Instant at) {
        passed = at;
    }

    /** Tells the verdicts on the node and on its links as they are shown from {@code at} on. */
    public void settled(Device device, Instant at) {
        Book book = book(device.endpoint());
        Health health = device.health();
        Evidence why = device.evidence().isEmpty() ? null : device.evidence().get(0);
        boolean ours = health == Health.UNKNOWN && why != null && why.source() == Evidence.Source.OURSELVES;
        if (why != null
                && ours
                && book.health != Health.UNKNOWN
                && !why.message().equals(BROKER)) {
            blind(why.message(), at);
        }
        if (book.health != health || book.ours && !ours) {
            Instant from = health == Health.DOWN && why != null && why.at().isBefore(at) ? why.at() : null;
            String message = why == null ? "" : why.message();
            String cause = ours ? Entry.OURS : null;
            append(at, Kind.VERDICT, device.endpoint(), Entry.NODE, from, null, book.health, health, cause, message);
            book.health = health;
        }
        book.ours = ours;
        if (health == Health.DOWN || health == Health.UNKNOWN) {
            book.links.clear();
        } else {
            device.links().forEach((instance, link) -> link(device.endpoint(), book, instance, link, at));
        }
    }

    private void link(String endpoint, Book book, int instance, LinkState link, Instant at) {
        Health known = book.links.getOrDefault(instance, Health.UNKNOWN);
        Health health = link.monitored() ? link.health() : Health.UNKNOWN;
        if (known != health) {
            String message = link.evidence().message();
            append(at, Kind.VERDICT, endpoint, instance, null, null, known, health, null, message);
            book.links.put(instance, health);
        }
    }

    /** All that was known is unknown at once, and one entry says so. */
    private void blind(String why, Instant at) {
        Instant since = passed.isAfter(at) ? at : passed;
        append(at, Kind.CONTROLLER, "", Entry.NODE, since, at, null, null, Entry.OURS, why);
        for (Book book : books.values()) {
            if (book.health != Health.UNKNOWN) {
                book.health = Health.UNKNOWN;
                book.ours = true;
                book.links.clear();
            }
        }
    }

    /** Whose figures the node counts in. */
    public void placed(String endpoint, Placement placement, Instant at) {
        Book book = book(endpoint);
        if (!placement.text().equals(book.placement)) {
            book.placement = placement.text();
            append(at, Kind.PLACEMENT, endpoint, Entry.NODE, null, null, null, null, null, placement.text());
        }
    }

    /**
     * The cause of what was shown between the two has become known; the verdicts stay.
     *
     * @param cause such as {@code POWER}, {@code UPLINK}, {@code DEVICE}, {@code AGENT} or {@value Entry#OURS}
     */
    public void cause(String endpoint, Instant from, Instant to, String cause, Instant at) {
        if (from.isBefore(to)) {
            append(at, Kind.CORRECTION, endpoint, Entry.NODE, from, to, null, null, cause, "evidence.cause");
        }
    }

    /**
     * Between the two it was otherwise than shown.
     *
     * @param link {@value Entry#NODE} for the node itself
     * @param cause null when not known
     * @param why message key
     */
    public void correct(
            String endpoint,
            int link,
            Instant from,
            Instant to,
            Health verdict,
            @Nullable String cause,
            String why,
            Instant at) {
        if (from.isBefore(to)) {
            append(at, Kind.CORRECTION, endpoint, link, from, to, null, verdict, cause, why);
        }
    }

    /**
     * The node is being worked on as was announced, or no longer.
     *
     * @param why what is done; {@code |} and control characters become spaces
     */
    public void maintenance(String endpoint, boolean begins, String why, Instant at) {
        Book book = book(endpoint);
        if (book.maintained != begins) {
            book.maintained = begins;
            Kind kind = begins ? Kind.MAINTENANCE_BEGAN : Kind.MAINTENANCE_ENDED;
            String plain = why.replaceAll("[|\\p{Cntrl}]", " ");
            append(at, kind, endpoint, Entry.NODE, null, null, null, null, null, plain);
        }
    }

    private void append(
            Instant at,
            Kind kind,
            String endpoint,
            int link,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Health before,
            @Nullable Health verdict,
            @Nullable String cause,
            String why) {
        Entry entry = new Entry(
                        head.seq() + 1,
                        kind,
                        millis(at),
                        endpoint,
                        link,
                        from == null ? null : millis(from),
                        to == null ? null : millis(to),
                        before,
                        verdict,
                        cause,
                        why,
                        "")
                .after(head.hash());
        head = Head.of(entry);
        made.add(entry);
    }

    /** The store keeps milliseconds, and what is hashed must be what is kept. */
    private static Instant millis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What was made since the last call, in order. */
    public List<Entry> take() {
        if (made.isEmpty()) {
            return List.of();
        }
        List<Entry> taken = made;
        made = new ArrayList<>();
        return taken;
    }
}
