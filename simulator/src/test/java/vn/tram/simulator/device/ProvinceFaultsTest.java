package vn.tram.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.web.Faults.Active;
import vn.tram.web.Faults.Kind;

class ProvinceFaultsTest {

    private static final Province PROVINCE = Province.of("bac-ninh", 1, Province.DEFAULT_NODES);

    private final Set<String> down = new TreeSet<>();
    private final Set<String> broken = new TreeSet<>();
    private final ProvinceFaults faults = new ProvinceFaults(PROVINCE, () -> Instant.parse("2026-11-24T05:00:00Z"));

    @BeforeEach
    void devices() {
        faults.reach(PROVINCE.nodes().stream().map(Switched::new).toList());
    }

    @Test
    void a_cut_fibre_takes_the_district_and_all_that_lies_behind_it_and_nothing_else() {
        faults.cut(Kind.FIBRE, "d-263");

        Map<String, Site> sites = PROVINCE.sites().stream().collect(Collectors.toMap(Site::id, site -> site));
        Set<String> expected = new TreeSet<>();
        for (Node node : PROVINCE.nodes()) {
            Site site = sites.get(node.site());
            if (site != null && "263".equals(site.districtCode())) {
                expected.add(node.endpoint());
            }
        }
        assertEquals(expected, down);
        assertTrue(down.contains("tsl-263"));
    }

    @Test
    void a_device_comes_back_when_the_last_fault_that_holds_it_down_is_mended() {
        Active fibre = faults.cut(Kind.FIBRE, "d-263");
        Active power = faults.cut(Kind.POWER, "d-263");
        assertNotNull(fibre);
        assertNotNull(power);

        assertTrue(faults.mend(fibre.id()));
        assertTrue(down.contains("tsl-263"));
        assertTrue(faults.mend(power.id()));

        assertEquals(Set.of(), down);
        assertFalse(faults.mend(power.id()));
    }

    @Test
    void a_broken_radio_takes_nobody_off_the_network() {
        Active radio = faults.cut(Kind.RADIO, "wifi-0001");
        assertNotNull(radio);
        assertEquals(Set.of("wifi-0001"), broken);
        assertEquals(Set.of(), down);
        faults.mend(radio.id());
        assertEquals(Set.of(), broken);
    }

    @Test
    void breaking_what_is_broken_changes_nothing_and_unknown_targets_are_refused() {
        Active first = faults.cut(Kind.RADIO, "wifi-0001");
        assertEquals(first, faults.cut(Kind.RADIO, "wifi-0001"));
        assertEquals(1, faults.active().size());
        assertNull(faults.cut(Kind.FIBRE, "wifi-0001"));
    }

    @Test
    void every_district_site_and_hotspot_can_be_broken_but_the_centre() {
        List<String> power = faults.targets().stream()
                .filter(target -> target.kind() == Kind.POWER)
                .map(target -> target.id())
                .toList();
        assertEquals(PROVINCE.sites().size() - 1, power.size());
        assertFalse(power.contains(PROVINCE.centre()));
        assertEquals(
                8,
                faults.targets().stream()
                        .filter(target -> target.kind() == Kind.FIBRE)
                        .count());
    }

    /** Remembers what was done to it. */
    private final class Switched implements Cuttable {

        private final Node node;

        Switched(Node node) {
            this.node = node;
        }

        @Override
        public Node node() {
            return node;
        }

        @Override
        public void cut(boolean cut) {
            assertEquals(cut, cut ? down.add(node.endpoint()) : !down.remove(node.endpoint()));
        }

        @Override
        public void breakRadio(boolean isBroken) {
            assertEquals(isBroken, isBroken ? broken.add(node.endpoint()) : !broken.remove(node.endpoint()));
        }
    }
}
