package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.tram.flow.Event;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

class EmergenciesApiTest {

    private RunningWeb web;

    @BeforeEach
    void start() {
        web = RunningWeb.start()
                .withUser("pub", Role.PUBLISHER)
                .withUser("minh", Role.OPERATOR)
                .withUser("xem", Role.VIEWER);
    }

    @AfterEach
    void stop() {
        web.close();
    }

    private static Map<String, Object> flood() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("status", "EXERCISE");
        fields.put("msgType", "ALERT");
        fields.put("category", "MET");
        fields.put("urgency", "IMMEDIATE");
        fields.put("severity", "EXTREME");
        fields.put("certainty", "OBSERVED");
        fields.put("minutes", 60);
        fields.put("eventVi", "Lũ");
        fields.put("headlineVi", "Nước sông Cầu lên nhanh");
        fields.put("instructionVi", "Rời nhà ven sông.");
        return fields;
    }

    @Test
    void one_asks_another_confirms_and_then_the_loop_is_told() {
        Browser lan = web.signedIn("pub");
        String id = lan.post("emergencies", flood())
                .is(201)
                .json()
                .get("identifier")
                .stringValue();
        assertTrue(web.events.isEmpty());
        lan.post("emergencies/" + id + "/confirm", "{}").is(409);

        Browser minh = web.signedIn("minh");
        JsonNode sent =
                minh.post("emergencies/" + id + "/confirm", "{}").is(200).json();

        assertEquals("SENT", sent.get("stage").stringValue());
        assertEquals("pub", sent.get("askedBy").stringValue());
        assertEquals("minh", sent.get("confirmedBy").stringValue());
        assertTrue(web.events.get(0) instanceof Event.EmergencySent, web.events.toString());
        assertEquals(
                List.of(AuditEntry.Action.EMERGENCY_SENT, AuditEntry.Action.EMERGENCY_ASKED),
                web.audit.newest(20).stream()
                        .map(AuditEntry::action)
                        .filter(action -> action.name().startsWith("EMERGENCY"))
                        .toList());
        minh.post("emergencies/" + id + "/confirm", "{}").is(404);
        JsonNode all = lan.api("emergencies").is(200).json().get("emergencies");
        assertEquals(1, all.size());
        assertEquals(true, all.get(0).get("inForce").booleanValue());
    }

    @Test
    void a_request_is_withdrawn_and_nobody_without_the_right_touches_any() {
        Browser lan = web.signedIn("pub");
        String id = lan.post("emergencies", flood())
                .is(201)
                .json()
                .get("identifier")
                .stringValue();
        assertEquals(403, web.signedIn("xem").post("emergencies", flood()).status());
        lan.delete("emergencies/" + id).is(200);
        web.signedIn("minh").post("emergencies/" + id + "/confirm", "{}").is(404);
        assertTrue(web.events.isEmpty());
    }

    @Test
    void what_cap_does_not_know_is_refused_and_the_preview_is_the_portals_own_page() {
        Browser lan = web.signedIn("pub");
        for (Map.Entry<String, Object> bad : Map.<String, Object>of(
                        "status", "Actual", "minutes", 0, "msgType", "CANCEL", "headlineVi", "", "urgency", "SOON")
                .entrySet()) {
            Map<String, Object> fields = flood();
            fields.put(bad.getKey(), bad.getValue());
            lan.post("emergencies", fields).is(400);
        }
        Map<String, Object> fields = flood();
        fields.put("language", "vi");
        String html = lan.post("emergencies/preview", fields)
                .is(200)
                .json()
                .get("html")
                .stringValue();
        assertTrue(html.contains("DIỄN TẬP") && html.contains("Nước sông Cầu lên nhanh"), html);
    }
}
