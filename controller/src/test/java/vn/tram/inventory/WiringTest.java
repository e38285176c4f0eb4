package vn.tram.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables of neighbours make of the devices behind an agent. */
class WiringTest {

    private static final String AGENT = "cp";
    private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");

    private static Wired device(
            String name, Node.Kind kind, @Nullable String named, @Nullable String kept, String... sees) {
        List<Neighbour> lines = Arrays.stream(sees)
                .map(other -> new Neighbour(other, "", "", MONDAY))
                .toList();
        return new Wired(
                name.equals(AGENT) ? name : AGENT + "~" + name, kind, named, kept, List.of(name), List.of(), lines);
    }

    private static Wired a(Node.Kind kind, String name, String... sees) {
        return device(name, kind, null, null, sees);
    }

    private static Map<String, String> seen(Wired... devices) {
        Map<String, String> short_ = new HashMap<>();
        Wiring.seen(AGENT, List.of(devices)).forEach((one, through) -> short_.put(own(one), own(through)));
        return short_;
    }

    private static String own(String endpoint) {
        return endpoint.substring(endpoint.indexOf('~') + 1);
    }

    @Test
    void cameras_are_behind_the_switch_that_sees_them_or_that_they_see() {
        assertEquals(
                Map.of("switch", "cp", "cam-1", "switch", "cam-2", "switch"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp"),
                        a(Node.Kind.SWITCH, "switch", "cp", "cam-1"),
                        a(Node.Kind.CAMERA, "cam-1"),
                        a(Node.Kind.CAMERA, "cam-2", "switch")));
    }

    @Test
    void where_the_agent_speaks_no_lldp_the_switch_is_directly_behind_it() {
        assertEquals(
                Map.of("cam-1", "switch", "cam-2", "switch"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp"),
                        a(Node.Kind.OTHER, "switch", "cam-1", "cam-2"),
                        a(Node.Kind.CAMERA, "cam-1"),
                        a(Node.Kind.CAMERA, "cam-2")));
    }

    @Test
    void two_switches_whose_order_nobody_tells_are_beside_one_another() {
        assertEquals(
                Map.of("cam-1", "one", "cam-2", "two"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp"),
                        a(Node.Kind.SWITCH, "one", "two", "cam-1"),
                        a(Node.Kind.SWITCH, "two", "one", "cam-2"),
                        a(Node.Kind.CAMERA, "cam-1"),
                        a(Node.Kind.CAMERA, "cam-2")));
    }

    @Test
    void the_inventory_puts_two_switches_in_order() {
        assertEquals(
                Map.of("one", "two", "cam-1", "one", "cam-2", "two"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp"),
                        a(Node.Kind.SWITCH, "one", "two", "cam-1"),
                        device("two", Node.Kind.SWITCH, AGENT, null, "one", "cam-2"),
                        a(Node.Kind.CAMERA, "cam-1"),
                        a(Node.Kind.CAMERA, "cam-2")));
    }

    @Test
    void a_switch_that_its_neighbour_no_longer_sees_stays_where_it_was_with_all_behind_it() {
        assertEquals(
                Map.of("one", "cp", "two", "one", "cam", "two"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp", "one"),
                        a(Node.Kind.SWITCH, "one", "cp"),
                        device("two", Node.Kind.SWITCH, null, AGENT + "~one"),
                        device("cam", Node.Kind.CAMERA, null, AGENT + "~two")));
    }

    @Test
    void a_camera_that_was_plugged_in_elsewhere_is_there_though_its_old_switch_has_not_forgotten_it() {
        Neighbour old = new Neighbour("cam", "", "", MONDAY);
        Neighbour now = new Neighbour("cam", "", "", MONDAY.plusSeconds(3600));
        Wired one = new Wired(AGENT + "~one", Node.Kind.SWITCH, null, null, List.of("one"), List.of(), List.of(old));
        Wired two = new Wired(AGENT + "~two", Node.Kind.SWITCH, null, null, List.of("two"), List.of(), List.of(now));

        assertEquals(
                Map.of("cam", "two"),
                seen(
                        a(Node.Kind.CONNECTION_POINT, "cp"),
                        one,
                        two,
                        device("cam", Node.Kind.CAMERA, null, AGENT + "~one")));
    }

    @Test
    void what_is_seen_against_the_inventory_is_told_and_not_used() {
        Map<String, String> seen = seen(
                a(Node.Kind.CONNECTION_POINT, "cp", "one", "two"),
                a(Node.Kind.SWITCH, "one", "cp"),
                a(Node.Kind.SWITCH, "two", "cp"),
                device("three", Node.Kind.SWITCH, AGENT + "~one", null, "two", "cam"),
                a(Node.Kind.CAMERA, "cam"));

        assertEquals("two", seen.get("three"));
        assertEquals("three", seen.get("cam"));
    }

    @Test
    void a_name_that_two_devices_have_is_nobodys() {
        Wired one = new Wired(
                AGENT + "~cam-1",
                Node.Kind.CAMERA,
                null,
                null,
                List.of("ipcam"),
                List.of("02:00:00:00:00:01"),
                List.of());
        Wired two = new Wired(AGENT + "~cam-2", Node.Kind.CAMERA, null, null, List.of("ipcam"), List.of(), List.of());
        Neighbour byName = new Neighbour("ipcam", "", "", MONDAY);
        Neighbour byPort = new Neighbour("ipcam", "", "02:00:00:00:00:01", MONDAY);
        Wired hub =
                new Wired(AGENT + "~s", Node.Kind.SWITCH, null, null, List.of("s"), List.of(), List.of(byName, byPort));

        assertEquals(Map.of("cam-1", "s"), seen(a(Node.Kind.CONNECTION_POINT, "cp"), one, two, hub));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_is_told_every_way_ends_at_the_agent_and_the_order_of_telling_does_not_matter(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Wired> wired = anything(random);
            Map<String, String> seen = Wiring.seen(AGENT, wired);

            Set<String> known = new HashSet<>();
            wired.forEach(one -> known.add(one.endpoint()));
            assertTrue(known.containsAll(seen.values()), () -> "seed " + seed + ": " + seen);
            for (Wired device : wired) {
                assertEndsAtTheAgent(seed, device, wired, seen);
            }
            List<Wired> mixed = new ArrayList<>(wired);
            Collections.shuffle(mixed, random);
            assertEquals(seen, Wiring.seen(AGENT, mixed), () -> "seed " + seed);
            List<Wired> again = wired.stream()
                    .map(one -> new Wired(
                            one.endpoint(),
                            one.kind(),
                            one.named(),
                            seen.get(one.endpoint()),
                            one.names(),
                            one.addresses(),
                            one.neighbours()))
                    .toList();
            assertEquals(seen, Wiring.seen(AGENT, again), () -> "seed " + seed + ": a second look must see the same");
        }
    }

    private static void assertEndsAtTheAgent(long seed, Wired device, List<Wired> wired, Map<String, String> seen) {
        Map<String, Wired> byName = new HashMap<>();
        wired.forEach(one -> byName.put(one.endpoint(), one));
        String at = device.endpoint();
        for (int hops = 0; !at.equals(AGENT); hops++) {
            assertTrue(hops <= wired.size(), () -> "seed " + seed + ": a circle at " + device + " in " + seen);
            Wired here = byName.get(at);
            assertNotNull(here);
            String named = here.named();
            at = named != null ? named : seen.getOrDefault(at, AGENT);
        }
    }

    /** The inventory names only what is earlier in the list, so it has no circles of its own. */
    private static List<Wired> anything(Random random) {
        List<String> names = new ArrayList<>(List.of(AGENT));
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            names.add("d" + i);
        }
        List<Wired> wired = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String named = i > 0 && random.nextInt(5) == 0 ? full(names.get(random.nextInt(i))) : null;
            String kept = i > 0 && random.nextInt(3) == 0 ? full(names.get(random.nextInt(names.size()))) : null;
            List<Neighbour> lines = new ArrayList<>();
            for (int lineCount = random.nextInt(4); lineCount > 0; lineCount--) {
                String other = names.get(random.nextInt(names.size()));
                lines.add(new Neighbour(other, "", "", MONDAY.plusSeconds(random.nextInt(3))));
            }
            List<Node.Kind> kinds = List.of(Node.Kind.values());
            Node.Kind kind = kinds.get(random.nextInt(kinds.size()));
            wired.add(new Wired(full(names.get(i)), kind, named, kept, List.of(names.get(i)), List.of(), lines));
        }
        return wired;
    }

    private static String full(String name) {
        return name.equals(AGENT) ? name : AGENT + "~" + name;
    }
}
