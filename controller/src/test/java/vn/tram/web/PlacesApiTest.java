package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

class PlacesApiTest {

    private static final String NEWCOMER = "tu-mang-7";
    private static final Node APPEARED = new Node(NEWCOMER, NEWCOMER, Node.Kind.OTHER, null, null, "VNPT");

    private final RunningWeb web =
            RunningWeb.start().withUser("lan", Role.OPERATOR).withUser("minh", Role.ENGINEER);
    private final Browser minh = web.signedIn("minh");

    @BeforeEach
    void given_a_node_that_nobody_has_placed() {
        Node camera = new Node("gw~cam-1", "cam-1", Node.Kind.CAMERA, "p-27", "gw");
        Node gateway = new Node("gw", "Tủ", Node.Kind.OTHER, "p-27", null);
        web.live.on(new Effect.InventoryChanged(List.of(), List.of(APPEARED, gateway, camera)));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void an_engineer_places_a_node_and_nothing_else_of_it_changes() {
        place(minh, NEWCOMER, "{\"site\":\"p-27\",\"kind\":\"SWITCH\",\"name\":\" Tủ mạng tầng 1 \"}")
                .is(202);

        Node placed = new Node(NEWCOMER, "Tủ mạng tầng 1", Node.Kind.SWITCH, "p-27", null, "VNPT");
        assertEquals(
                List.of(new Event.InventoryChanged(ManualClock.START, "minh", List.of(), List.of(placed))), web.events);
        AuditEntry entry = web.audit.newest(1).get(0);
        assertEquals(AuditEntry.Action.NODE_PLACED, entry.action());
        assertEquals("tu-mang-7 · OTHER · –", entry.before());
        assertEquals("Tủ mạng tầng 1 · SWITCH · p-27", entry.after());
    }

    @Test
    void an_engineer_names_through_what_a_node_is_connected_and_which_rooms_are_behind_it() {
        String place = "{\"site\":\"p-27\",\"kind\":\"SWITCH\",\"name\":\"Tủ\",\"gateway\":\"gw\",\"rooms\":\"2\"}";
        place(minh, NEWCOMER, place).is(202);

        Node placed = new Node(NEWCOMER, "Tủ", Node.Kind.SWITCH, "p-27", "gw", "VNPT").withRooms(2);
        assertEquals(
                List.of(new Event.InventoryChanged(ManualClock.START, "minh", List.of(), List.of(placed))), web.events);
        assertEquals("Tủ · SWITCH · p-27 · gw · 2", web.audit.newest(1).get(0).after());
    }

    @Test
    void what_a_person_no_longer_names_is_taken_from_the_neighbours_again() {
        place(minh, "gw~cam-1", "{\"site\":\"p-27\",\"kind\":\"CAMERA\",\"name\":\"Cổng\",\"gateway\":\"\"}")
                .is(202);
        Event.InventoryChanged changed = (Event.InventoryChanged) web.events.get(0);
        assertNull(changed.nodes().get(0).gateway());
    }

    @Test
    void who_may_not_add_nodes_may_not_place_them_either() {
        Browser lan = web.signedIn("lan");
        place(lan, NEWCOMER, "{\"site\":\"p-27\",\"kind\":\"SWITCH\",\"name\":\"Tủ\"}")
                .is(403);
        place(web.browser(), NEWCOMER, "{}").is(401);
        assertEquals(List.of(), web.events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|site",
                "{'site':'nowhere','kind':'SWITCH','name':'Tủ'}|site",
                "{'site':'p-27','kind':'TOASTER','name':'Tủ'}|kind",
                "{'site':'p-27','kind':'SWITCH','name':'   '}|name",
                "{'site':'p-27','kind':'SWITCH','name':'a\\u0007b'}|name",
                "{'site':['p-27'],'kind':'SWITCH','name':'Tủ'}|site",
                "{'site':'p-27','kind':'SWITCH','name':'Tủ','carrier':'x'}|carrier",
                "{'site':'p-27','kind':'SWITCH','name':'Tủ','gateway':'nobody'}|gateway",
                "{'site':'p-27','kind':'SWITCH','name':'Tủ','gateway':'tu-mang-7'}|gateway",
                "{'site':'p-27','kind':'SWITCH','name':'Tủ','rooms':'100'}|rooms",
                "{'site':'p-27','kind':'SWITCH','name':'Tủ','rooms':'-1'}|rooms",
            })
    void what_is_wrong_with_a_place_is_named(String json, String what) {
        Browser.Page page = place(minh, NEWCOMER, json.replace('\'', '"')).is(400);
        assertTrue(
                page.json()
                        .get("problems")
                        .valueStream()
                        .anyMatch(problem -> problem.get("what").stringValue().equals(what)),
                page::text);
        assertEquals(List.of(), web.events);
    }

    @Test
    void a_node_that_is_not_there_cannot_be_placed() {
        assertEquals("not-found", place(minh, "nobody", "{}").is(404).problem());
    }

    @Test
    void a_device_behind_an_agent_is_named_but_stays_on_the_agents_site() {
        String area = web.live.sites().stream()
                .filter(site -> !site.id().equals("p-27"))
                .findFirst()
                .orElseThrow()
                .id();
        place(minh, "gw~cam-1", "{\"site\":\"" + area + "\",\"kind\":\"CAMERA\",\"name\":\"Cổng\"}")
                .is(400);
        place(minh, "gw~cam-1", "{\"site\":\"p-27\",\"kind\":\"CAMERA\",\"name\":\"Cổng\"}")
                .is(202);
    }

    @Test
    void a_full_queue_is_said_and_nothing_is_written_down_as_done() {
        web.loopIsFull = true;
        int before = web.audit.newest(100).size();
        place(minh, NEWCOMER, "{\"site\":\"p-27\",\"kind\":\"SWITCH\",\"name\":\"Tủ\"}")
                .is(503);
        assertEquals(before, web.audit.newest(100).size());
    }

    @Test
    void sites_are_found_by_part_of_their_name_without_accents() {
        var found = minh.api("sites?q=trung%20tam%20du%20lieu").is(200).json();
        assertEquals(1, found.get("total").intValue());
        assertEquals("p-27", found.get("sites").get(0).get("id").stringValue());
        assertEquals(2, minh.api("sites?limit=2").is(200).json().get("sites").size());
        minh.api("sites?limit=0").is(400);
    }

    @Test
    void a_device_behind_an_agent_has_a_page_of_its_own() {
        assertTrue(minh.get("/node/gw~cam-1").is(200).text().contains("<tram-app>"));
    }

    private static Browser.Page place(Browser who, String endpoint, String json) {
        return who.post("nodes/" + endpoint + "/place", json);
    }
}
