package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.flow.Event;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

class InventoryApiTest {

    private static final String SITES = "id,name,tier,unit,district,parent,latitude,longitude\n";
    private static final String NODES = "endpoint,name,kind,site,gateway,carrier\n";

    private final RunningWeb web =
            RunningWeb.start().withUser("lan", Role.OPERATOR).withUser("minh", Role.ENGINEER);
    private final Browser minh = web.signedIn("minh");

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void sites_come_from_a_spreadsheet_as_it_writes_them_in_viet_nam() {
        String csv = "\uFEFF" + SITES.replace(',', ';')
                + "xa-dai-dong;\"UBND xã Đại Đồng; trụ sở\";commune;9340;260;p-27;21,125;106,02\r\n"
                + "cho-dai-dong;Chợ Đại Đồng;AREA;9340;260;xa-dai-dong;21,126;106,021\r\n";

        assertEquals(2, post(minh, csv).is(202).json().get("sites").intValue());

        Site office = new Site(
                "xa-dai-dong", "UBND xã Đại Đồng; trụ sở", Site.Tier.COMMUNE, "9340", "260", "p-27", 21.125, 106.02);
        Site market =
                new Site("cho-dai-dong", "Chợ Đại Đồng", Site.Tier.AREA, "9340", "260", "xa-dai-dong", 21.126, 106.021);
        assertEquals(
                List.of(new Event.InventoryChanged(ManualClock.START, "minh", List.of(office, market), List.of())),
                web.events);
        AuditEntry entry = web.audit.newest(1).get(0);
        assertEquals(AuditEntry.Action.INVENTORY_IMPORTED, entry.action());
        assertEquals("sites: 2, nodes: 0", entry.after());
    }

    @Test
    void nodes_come_the_same_way_and_may_name_one_another_as_gateways() {
        post(minh, NODES + "gw-1,Tủ mạng,other,p-27,,VNPT\ncam-1,Cổng,CAMERA,p-27,gw-1,\n")
                .is(202);

        Node gateway = new Node("gw-1", "Tủ mạng", Node.Kind.OTHER, "p-27", null, "VNPT");
        Node camera = new Node("cam-1", "Cổng", Node.Kind.CAMERA, "p-27", "gw-1", null);
        assertEquals(
                List.of(new Event.InventoryChanged(ManualClock.START, "minh", List.of(), List.of(gateway, camera))),
                web.events);
    }

    @Test
    void devices_behind_an_agent_and_rooms_come_the_same_way() {
        String columns = NODES.strip() + ",rooms\n";
        post(
                        minh,
                        columns
                                + "cp-9,Điểm,CONNECTION_POINT,p-27,,,1\ncp-9~sw-1,Tủ,SWITCH,p-27,,,\ncp-9~cam-1,Cổng,CAMERA,p-27,cp-9~sw-1,,0\n")
                .is(202);

        Node camera = new Node("cp-9~cam-1", "Cổng", Node.Kind.CAMERA, "p-27", "cp-9~sw-1");
        Event.InventoryChanged changed = (Event.InventoryChanged) web.events.get(0);
        assertEquals(1, changed.nodes().get(0).rooms());
        assertEquals(camera, changed.nodes().get(2));
        String text = post(minh, columns + "nobody~cam-1,Cổng,CAMERA,p-27,,,\ncp-8,Điểm,OTHER,p-27,,,many\n")
                .is(400)
                .text();
        assertTrue(text.contains("must be behind an agent that is there or further up, was behind nobody"), text);
        assertTrue(text.contains("line 3, rooms"), text);
    }

    @Test
    void every_mistake_is_named_with_its_line_and_nothing_is_taken() {
        String text = post(
                        minh,
                        SITES
                                + "a,A,COMUNE,1,260,p-27,21,106\n"
                                + "b,B,AREA,1,999,nowhere,106,21\n"
                                + "c d,,AREA,1,,p-27,21,106\n"
                                + "e,E,AREA,1,,f,21,106\n"
                                + "f,F,AREA,1,,e,21,106\n"
                                + "f,F,AREA,1,,e,21,106\n")
                .is(400)
                .text();
        for (String told : List.of(
                "line 2, tier",
                "did you mean \\\"COMMUNE\\\"?",
                "line 3, district",
                "line 3, latitude",
                "line 3, longitude",
                "parent of b",
                "line 4, id",
                "line 4, name",
                "line 7, id",
                "must not lead back to the site itself")) {
            assertTrue(text.contains(told), told + " is missing in " + text);
        }
        assertEquals(List.of(), web.events);
    }

    @Test
    void mistakes_in_nodes_and_in_the_file_itself_are_named() {
        refused(NODES + "a b,A,OTHER,p-27,,\n", "line 2, endpoint");
        refused(NODES + "gw~cam,A,OTHER,p-27,,\n", "line 2, endpoint");
        refused(NODES + "a,A,OTHER,nowhere,,\n", "import the sites first");
        refused(NODES + "a,A,OTHER,p-27,nobody,\n", "line 2, gateway");
        refused(NODES + "a,A,OTHER,p-27,a,\n", "line 2, gateway");
        refused("endpoint,nmae,kind,site\na,A,OTHER,p-27\n", "did you mean \\\"name\\\"?");
        refused(NODES, "at least one more");
        refused(NODES + "a,A,OTHER,p-27,,,,,,,\n", "must be CSV");
        refused("\"", "csv");
        refused(NODES + "a,A,OTHER,p-27,,\n".repeat(3_600), "60000");
        assertEquals(List.of(), web.events);
    }

    @Test
    void who_may_not_add_nodes_may_not_import_any() {
        post(web.signedIn("lan"), NODES + "a,A,OTHER,p-27,,\n").is(403);
        assertEquals(List.of(), web.events);
    }

    private void refused(String csv, String told) {
        String text = post(minh, csv).is(400).text();
        assertTrue(text.contains(told), told + " is missing in " + text);
    }

    private static Browser.Page post(Browser who, String csv) {
        return who.post(
                "inventory", Objects.requireNonNull(JsonMapper.shared().writeValueAsString(Map.of("csv", csv))));
    }
}
