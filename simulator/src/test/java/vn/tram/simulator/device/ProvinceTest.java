package vn.tram.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

class ProvinceTest {

    private static final Province BAC_NINH = Province.of("bac-ninh", 1, Province.DEFAULT_NODES);

    private static long count(Node.Kind kind) {
        return BAC_NINH.nodes().stream().filter(node -> node.kind() == kind).count();
    }

    private static long count(Site.Tier tier) {
        return BAC_NINH.sites().stream().filter(site -> site.tier() == tier).count();
    }

    @Test
    void bac_ninh_has_the_figures_of_its_report() {
        assertEquals(177, count(Node.Kind.CONNECTION_POINT));
        assertEquals(187, count(Node.Kind.HOTSPOT));
        assertEquals(160, BAC_NINH.nodes().stream().mapToInt(Node::rooms).sum());
        assertEquals(60, count(Site.Tier.AREA));
        assertEquals(126, count(Site.Tier.COMMUNE));
        assertEquals(8, count(Site.Tier.DISTRICT));
        assertEquals(43, count(Site.Tier.PROVINCE));
    }

    @Test
    void five_communes_that_have_since_merged_have_placeholder_names() {
        assertEquals(
                5,
                BAC_NINH.sites().stream()
                        .filter(site -> site.name().contains("đã sáp nhập"))
                        .count());
    }

    @Test
    void every_site_but_the_centre_reaches_it_through_parents_that_come_before() {
        Set<String> known = new HashSet<>();
        for (Site site : BAC_NINH.sites()) {
            assertTrue(site.id().equals(BAC_NINH.centre()) || known.contains(site.parent()), site.id());
            assertTrue(known.add(site.id()), site.id() + " occurs twice");
        }
    }

    @Test
    void districts_and_communes_lie_within_their_own_district() {
        List<District> districts = District.read("bac-ninh").districts();
        for (Site site : BAC_NINH.sites()) {
            if (site.tier() == Site.Tier.COMMUNE) {
                District own = districts.stream()
                        .filter(district -> district.code().equals(site.districtCode()))
                        .findFirst()
                        .orElseThrow();
                assertTrue(own.contains(site.longitude(), site.latitude()), site.name());
            }
        }
    }

    @Test
    void the_same_seed_gives_the_same_province_and_another_seed_another() {
        assertEquals(BAC_NINH, Province.of("bac-ninh", 1, Province.DEFAULT_NODES));
        assertNotEquals(BAC_NINH, Province.of("bac-ninh", 2, Province.DEFAULT_NODES));
    }

    @Test
    void other_provinces_and_sizes_have_as_many_nodes_as_asked_for() {
        for (int count : new int[] {20, 100, 364, 4000}) {
            Province province = Province.of("vinh-phuc", 7, count);
            assertEquals(count, province.nodes().size());
            assertEquals(
                    count,
                    province.nodes().stream().map(Node::endpoint).distinct().count());
        }
    }
}
