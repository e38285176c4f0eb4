package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.incident.Impact;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

/** Nodes, their history, and incidents. */
class NetworkApiTest {

    private final RunningWeb web = RunningWeb.start(Settings::asDemo).withUser("lan", Role.OPERATOR);
    private final Browser browser = web.browser();

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void nodes_are_listed_page_by_page_each_once() {
        List<String> seen = new ArrayList<>();
        String after = "";
        while (seen.size() < 364) {
            JsonNode page = browser.api("nodes?limit=100" + after).is(200).json();
            assertEquals(364, page.get("total").intValue());
            page.get("nodes").forEach(node -> seen.add(node.get("endpoint").stringValue()));
            after = "&after=" + seen.get(seen.size() - 1);
        }
        assertEquals(364, seen.size());
        assertEquals(seen.stream().sorted().distinct().toList(), seen);
    }

    @Test
    void people_find_nodes_without_typing_accents() {
        JsonNode found = browser.api("nodes?q=gia%20binh&district=263").is(200).json();
        assertTrue(found.get("total").intValue() > 0);
        found.get("nodes")
                .forEach(node -> assertEquals("263", node.get("district").stringValue()));
        assertEquals(
                0,
                browser.api("nodes?q=h%C3%A0%20n%E1%BB%99i").json().get("total").intValue());
        assertEquals(
                browser.api("nodes?q=dong%20nguyen").json().get("total"),
                browser.api("nodes?q=%C4%90%E1%BB%93ng%20Nguy%C3%AAn").json().get("total"));
    }

    @Test
    void the_figures_add_up_to_every_node() {
        JsonNode summary = browser.api("summary").is(200).json();
        int sum = 0;
        for (JsonNode count : summary.get("counts")) {
            sum += count.intValue();
        }
        assertEquals(364, sum);
        assertEquals(364, summary.get("total").intValue());
        assertEquals(8, summary.get("districts").size());
        int down = browser.api("nodes?health=down").json().get("total").intValue();
        assertEquals(down, summary.get("counts").get("DOWN").intValue());
        JsonNode hotspots = summary.get("byKind").get("HOTSPOT");
        int hotspotSum = 0;
        for (JsonNode count : hotspots) {
            hotspotSum += count.intValue();
        }
        assertEquals(187, hotspotSum);
        assertEquals(187, browser.api("nodes?kind=hotspot").json().get("total").intValue());
    }

    @Test
    void a_node_that_never_reported_is_unknown_and_not_up() {
        web.live.on(new Effect.InventoryChanged(
                List.of(), List.of(new Node("new-1", "Trạm mới", Node.Kind.HOTSPOT, null, null))));
        JsonNode node = browser.api("nodes/new-1").is(200).json();
        assertEquals("UNKNOWN", node.get("health").stringValue());
        assertTrue(node.get("since").isNull() && node.get("lastHeard").isNull());
        assertEquals(0, node.get("evidence").size());
        assertEquals("Trạm mới", node.get("name").stringValue());
    }

    @Test
    void a_nodes_page_shows_evidence_interfaces_and_versions() {
        JsonNode node = browser.api("nodes/ap-03-1").is(200).json();
        assertEquals("OpenWrt 23.05.5", node.get("device").get("firmware").stringValue());
        JsonNode wan = node.get("links").get(0);
        assertEquals("wan", wan.get("name").stringValue());
        assertEquals(1_000_000_000, wan.get("speed").intValue());
        assertTrue(wan.get("operUp").booleanValue());
        JsonNode loopback = node.get("links").get(2);
        assertEquals("UNKNOWN", loopback.get("health").stringValue());
        assertEquals("SHOWN", node.get("portal").get("state").stringValue());
        assertEquals(
                "evidence.reported", node.get("evidence").get(0).get("message").stringValue());
    }

    @Test
    void a_history_is_of_the_asked_time_in_whole_numbers() {
        JsonNode series = browser.api(
                        "nodes/ap-03-1/series?metric=/42769/1/9&from=2026-11-24T06:00:00Z&to=2026-11-24T07:00:00Z&points=20")
                .is(200)
                .json();
        assertEquals("B", series.get("units").stringValue());
        assertTrue(series.get("points").size() <= 20 && series.get("points").size() > 10);
        for (JsonNode point : series.get("points")) {
            assertTrue(point.get(0).longValue() >= 1_795_500_000_000L - 5 * 86_400_000L);
            assertTrue(point.get(1).isIntegralNumber());
        }
    }

    @Test
    void an_operator_takes_an_incident_once_and_it_is_audited() {
        Browser lan = web.signedIn("lan");
        assertEquals(1, lan.api("incidents").json().get("incidents").size());
        lan.post("incidents/1/acknowledgement", "{}").is(202);
        Event event = web.events.get(0);
        assertEquals(new Event.IncidentAcknowledged(ManualClock.START, "lan", 1), event);
        web.province.acknowledge(web.live, "lan", ManualClock.START);
        assertEquals(
                "conflict",
                lan.post("incidents/1/acknowledgement", "{}").is(409).problem());
        assertEquals(
                "not-found",
                lan.post("incidents/2/acknowledgement", "{}").is(404).problem());
        assertEquals(
                "not-found",
                lan.post("incidents/x/acknowledgement", "{}").is(404).problem());
        AuditEntry entry = web.audit.newest(1).get(0);
        assertEquals(AuditEntry.Action.INCIDENT_ACKNOWLEDGED, entry.action());
        assertEquals("1", entry.subject());
    }

    @Test
    void a_full_queue_is_told_and_nothing_is_claimed_to_be_done() {
        Browser lan = web.signedIn("lan");
        web.loopIsFull = true;
        assertEquals(
                "busy", lan.post("incidents/1/acknowledgement", "{}").is(503).problem());
        assertEquals(AuditEntry.Action.SIGNED_IN, web.audit.newest(1).get(0).action());
    }

    @Test
    void incidents_of_the_past_come_from_the_store_and_present_ones_from_the_view() {
        Incident open = web.province.incident();
        Incident past = new Incident(
                7,
                Incident.Kind.LINK_DOWN,
                "ap-01-1",
                2,
                "eth0",
                ManualClock.START.minus(Duration.ofDays(3)),
                ManualClock.START.minus(Duration.ofDays(2)),
                open.evidence(),
                List.of(),
                null,
                null,
                0,
                Impact.NONE,
                List.of());
        web.stored.add(past);
        assertEquals("1", ids("incidents"));
        assertEquals("7", ids("incidents?state=closed"));
        assertEquals("7 1", ids("incidents?state=all"));
        assertEquals("1", ids("incidents?state=all&from=2026-11-23T00:00:00Z"));
        assertEquals("7", ids("incidents?state=all&to=2026-11-23T00:00:00Z"));
    }

    private String ids(String path) {
        List<String> ids = new ArrayList<>();
        browser.api(path)
                .is(200)
                .json()
                .get("incidents")
                .forEach(incident -> ids.add(incident.get("id").asString()));
        return String.join(" ", ids);
    }
}
