package vn.tram.platform;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Client;
import vn.tram.access.Grant;
import vn.tram.access.Session;

/**
 * Changes what the kernel holds, and remembers what has no timeout there. Only the gate's writer calls what changes;
 * {@link #read}, {@link #refuse} and {@link #counts} are for any thread.
 */
final class Doorkeeper {

    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);

    private final Nftables nft;
    private final GateSettings settings;
    private final SecureRandom random;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();

    /** What the last transaction or look left in the kernel; its times and counters are of then. */
    private Map<String, Door> known = new HashMap<>();

    private long knownAt = System.nanoTime();

    /** @param grant null to close */
    record Change(Client client, @Nullable Grant grant) {}

    Doorkeeper(Nftables nft, GateSettings settings, SecureRandom random) {
        this.nft = nft;
        this.settings = settings;
        this.random = random;
    }

    /** The chains are replaced in one transaction, and so is the table when its sets are others; sessions stay. */
    void start() throws IOException {
        HeldDoors held = HeldDoors.read(nft);
        if (held == null || held.isOurs()) {
            nft.apply("rules of the portal", GateRules.script(settings));
        } else {
            nft.apply(
                    "new table of the portal",
                    "delete table inet tram_portal\n" + GateRules.script(settings) + opening(held.doors()));
        }
        learn(held == null ? Map.of() : held.doors());
        if (!known.isEmpty()) {
            log.info("{} doors that the kernel holds were taken over", known.size());
        }
    }

    HeldDoors read() throws IOException {
        HeldDoors held = HeldDoors.read(nft);
        if (held == null) {
            throw new IOException("table inet tram_portal: must be there, and somebody has deleted it");
        }
        return held;
    }

    /**
     * All of them in one transaction.
     *
     * @param changes each of another client
     * @return in the same order
     */
    List<Session> change(List<Change> changes) throws IOException {
        if (changes.isEmpty()) {
            return List.of();
        }
        if (changes.stream().anyMatch(change -> known.containsKey(change.client.mac()))) {
            learn(read().doors());
        }
        try {
            return attempt(changes);
        } catch (IOException e) {
            // Somebody else's hand was in the table: look again, once.
            HeldDoors held = HeldDoors.read(nft);
            if (held == null) {
                restore();
            } else {
                learn(held.doors());
            }
            return attempt(changes);
        }
    }

    private List<Session> attempt(List<Change> changes) throws IOException {
        Map<String, Door> after = new HashMap<>(known);
        Set<Long> marks = known.values().stream().map(Door::mark).collect(Collectors.toSet());
        DoorScript script = new DoorScript();
        List<Session> sessions = new ArrayList<>();
        for (Change change : changes) {
            Door before = known.get(change.client.mac());
            if (change.grant == null) {
                if (before != null) {
                    script.remove(before);
                    after.remove(change.client.mac());
                }
                sessions.add(new Session(change.client, Duration.ZERO, 0, 0));
            } else {
                Door door = opened(before, change.client, change.grant, marks, script);
                after.put(change.client.mac(), door);
                sessions.add(door.session());
            }
        }
        if (after.size() > GateRules.MOST_SESSIONS) {
            throw new IOException("sessions: must be at most " + GateRules.MOST_SESSIONS + " at once, and "
                    + after.size() + " would be");
        }
        batches.incrementAndGet();
        nft.apply(changes.size() + " doors", script.toString());
        known = after;
        long opens = changes.stream().filter(change -> change.grant != null).count();
        opened.addAndGet(opens);
        closed.addAndGet(changes.size() - opens);
        return sessions;
    }

    private Door opened(@Nullable Door before, Client client, Grant grant, Set<Long> marks, DoorScript script) {
        if (before != null && before.isOpen()) {
            Door renewed = door(before.client(), before.mark(), grant, before.up(), before.down());
            script.grant(renewed, before);
            return renewed;
        }
        if (before != null) {
            script.remove(before);
        }
        Door door = door(client, mark(marks), grant, 0, 0);
        script.add(door);
        return door;
    }

    private static Door door(Client client, long mark, Grant grant, long up, long down) {
        return new Door(client, mark, grant.time(), up, down, grant.quota(), 0, grant.up(), grant.down());
    }

    /** Nobody's; drawn, so that a connection that outlived its session is not taken for another client's. */
    private long mark(Set<Long> marks) {
        long mark;
        do {
            mark = 1L + random.nextInt(Integer.MAX_VALUE);
        } while (!marks.add(mark));
        return mark;
    }

    /** Tidies up after doors that the kernel closed, closes those whose quota is used up, and mends the table. */
    void sweep() throws IOException {
        HeldDoors held = HeldDoors.read(nft);
        if (held == null || !held.isOurs()) {
            restore();
            return;
        }
        learn(held.doors());
        String script = GateRules.script(settings);
        if (held.rules() != GateRules.rules(script)) {
            log.error("somebody has changed the portal's rules: they are put back");
            nft.apply("rules of the portal", script);
        }
        List<Door> over = known.values().stream()
                .filter(door -> !door.isOpen() || door.isSpent())
                .toList();
        if (over.isEmpty()) {
            return;
        }
        DoorScript ends = new DoorScript();
        over.forEach(ends::remove);
        nft.apply(over.size() + " doors that are over", ends.toString());
        over.forEach(door -> known.remove(door.client().mac()));
        closed.addAndGet(over.stream().filter(Door::isSpent).count());
    }

    /** With the doors that were open when it was last there, for the time that they have left. */
    private void restore() throws IOException {
        Duration since = Duration.ofNanos(System.nanoTime() - knownAt);
        Map<String, Door> still = new HashMap<>();
        known.forEach((mac, door) -> {
            if (door.left().compareTo(since.plusSeconds(1)) > 0) {
                still.put(mac, door.after(since));
            }
        });
        log.error("somebody has deleted the portal's table: it is put back, with {} doors", still.size());
        nft.apply(
                "rules of the portal",
                "add table inet tram_portal\ndelete table inet tram_portal\n" + GateRules.script(settings)
                        + opening(still));
        learn(still);
    }

    private static String opening(Map<String, Door> doors) {
        DoorScript script = new DoorScript();
        doors.values().stream().filter(Door::isOpen).forEach(script::add);
        return script.toString();
    }

    private void learn(Map<String, Door> doors) {
        known = new HashMap<>(doors);
        knownAt = System.nanoTime();
    }

    void refuse() {
        refused.incrementAndGet();
    }

    GateCounts counts() {
        return new GateCounts(opened.get(), closed.get(), refused.get(), batches.get());
    }
}
