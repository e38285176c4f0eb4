package vn.tram.platform;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction on the sets of {@link GateRules}. What has a timeout is added, deleted and added again, for it may have
 * ended in between, deleting what is not there would refuse the whole, and kernels before 6.12 do not renew what is added
 * twice. What has none is exactly what was put there.
 */
final class DoorScript {

    private static final String ADD = "add element inet tram_portal ";
    private static final String DELETE = "delete element inet tram_portal ";
    private static final long BURST = 65_536;

    private final Map<String, Set<String>> shortly = new LinkedHashMap<>();
    private final Map<String, Set<String>> gone = new LinkedHashMap<>();
    private final Set<String> goneQuotas = new LinkedHashSet<>();
    private final StringBuilder newQuotas = new StringBuilder();
    private final Map<String, Set<String>> added = new LinkedHashMap<>();

    /** A door that was not there, or is not there any more by {@link #remove}. */
    void add(Door door) {
        String mac = door.client().mac();
        add("id", mac + " comment \"" + door.client().address() + "\" : " + door.mark());
        add("up", mac + counter(door.up()));
        add("down", door.mark() + counter(door.down()));
        grant(door, null);
    }

    /** Another grant for the door, which goes on counting. */
    void grant(Door door, @Nullable Door before) {
        if (before != null) {
            removeGrant(before);
        }
        String mac = door.client().mac();
        String timeout = " timeout " + Math.max(1, door.left().toSeconds()) + "s";
        endTimed(mac, door.mark());
        add("open", mac + timeout);
        add("back", door.mark() + timeout);
        if (door.slowUp() > 0) {
            add("slow_up", mac + limit(door.slowUp()));
        }
        if (door.slowDown() > 0) {
            add("slow_down", door.mark() + limit(door.slowDown()));
        }
        if (door.quota() > 0) {
            String name = HeldDoors.quotaName(mac);
            newQuotas
                    .append("add quota inet tram_portal ")
                    .append(name)
                    .append(" { over ")
                    .append(door.quota())
                    .append(" bytes used ")
                    .append(door.used())
                    .append(" bytes }\n");
            add("quotas", door.mark() + " : \"" + name + '"');
        }
    }

    void remove(Door door) {
        endTimed(door.client().mac(), door.mark());
        removeGrant(door);
        remove("id", door.client().mac());
        remove("up", door.client().mac());
        remove("down", Long.toString(door.mark()));
    }

    private void removeGrant(Door door) {
        if (door.slowUp() > 0) {
            remove("slow_up", door.client().mac());
        }
        if (door.slowDown() > 0) {
            remove("slow_down", Long.toString(door.mark()));
        }
        if (door.quota() > 0) {
            remove("quotas", Long.toString(door.mark()));
            goneQuotas.add(HeldDoors.quotaName(door.client().mac()));
        }
    }

    private void endTimed(String mac, long mark) {
        shortly.computeIfAbsent("open", name -> new LinkedHashSet<>()).add(mac);
        shortly.computeIfAbsent("back", name -> new LinkedHashSet<>()).add(Long.toString(mark));
    }

    private void add(String set, String element) {
        added.computeIfAbsent(set, name -> new LinkedHashSet<>()).add(element);
    }

    private void remove(String set, String key) {
        gone.computeIfAbsent(set, name -> new LinkedHashSet<>()).add(key);
    }

    private static String counter(long bytes) {
        return bytes == 0 ? "" : " counter packets 0 bytes " + bytes;
    }

    /** What comes at once on top of a second's worth, which the kernel always lets through. */
    private static String limit(long rate) {
        return " limit rate over " + rate + " bytes/second burst " + BURST + " bytes";
    }

    @Override
    public String toString() {
        StringBuilder script = new StringBuilder();
        shortly.forEach((set, keys) -> {
            line(script, ADD, set, String.join(" timeout 1s, ", keys) + " timeout 1s");
            line(script, DELETE, set, String.join(", ", keys));
        });
        gone.forEach((set, keys) -> line(script, DELETE, set, String.join(", ", keys)));
        goneQuotas.forEach(name ->
                script.append("delete quota inet tram_portal ").append(name).append('\n'));
        script.append(newQuotas);
        added.forEach((set, elements) -> line(script, ADD, set, String.join(", ", elements)));
        return script.toString();
    }

    private static void line(StringBuilder script, String verb, String set, String elements) {
        script.append(verb).append(set).append(" { ").append(elements).append(" }\n");
    }
}
