package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.incident.Incident;
import vn.tram.maintenance.Maintenance.Coverage;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;

class IncidentDeskApiTest {

    private final RunningWeb web = RunningWeb.start()
            .withUser("lan", Role.OPERATOR)
            .withUser("minh", Role.ENGINEER)
            .withUser("xem", Role.VIEWER);
    private final Browser lan = web.signedIn("lan");
    private final Browser minh = web.signedIn("minh");

    @AfterEach
    void stop() {
        web.close();
    }

    private Event only() {
        assertEquals(1, web.events.size(), web.events::toString);
        return web.events.get(0);
    }

    @Test
    void an_incident_is_given_to_one_of_those_who_may_work_on_it() {
        assertEquals(
                List.of("lan", "minh"),
                lan.api("incidents/assignees")
                        .is(200)
                        .json()
                        .get("users")
                        .valueStream()
                        .map(user -> user.get("name").stringValue())
                        .toList());
        lan.post("incidents/1/assignment", "{\"user\":\"minh\"}").is(202);
        assertEquals(new Event.IncidentAssigned(ManualClock.START, "lan", 1, "minh"), only());
        assertEquals(
                AuditEntry.Action.INCIDENT_ASSIGNED, web.audit.newest(1).get(0).action());
        for (String nobody : new String[] {"xem", "ma"}) {
            assertEquals(
                    "bad-request",
                    lan.post("incidents/1/assignment", "{\"user\":\"" + nobody + "\"}")
                            .is(400)
                            .problem());
        }
    }

    @Test
    void a_comment_is_kept_as_composed_letters_with_its_lines_and_no_control_character() {
        lan.post("incidents/1/comments", "{\"text\":\"  Đã gọi nha\\u0300 thầu\\r\\nchờ vật tư \"}")
                .is(202);
        assertEquals(new Event.IncidentCommented(ManualClock.START, "lan", 1, "Đã gọi nhà thầu\nchờ vật tư"), only());
        lan.post("incidents/1/comments", "{\"text\":\"\\u0007\"}").is(400);
        lan.post("incidents/1/comments", "{\"text\":\"  \"}").is(400);
        lan.post("incidents/1/comments", "{\"text\":\"" + "a".repeat(Incident.MAX_COMMENT + 1) + "\"}")
                .is(400);
        lan.post("incidents/1/comments", "{\"text\":\"a\",\"more\":1}").is(400);
        assertEquals(1, web.events.size());
    }

    @Test
    void escalating_may_say_why() {
        lan.post("incidents/1/escalation", "{}").is(202);
        assertEquals(new Event.IncidentEscalated(ManualClock.START, "lan", 1, ""), only());
        lan.post("incidents/1/escalation", "{\"reason\":\"Cần điện lực\"}").is(202);
        assertEquals(new Event.IncidentEscalated(ManualClock.START, "lan", 1, "Cần điện lực"), web.events.get(1));
    }

    @Test
    void who_may_only_look_changes_nothing() {
        Browser xem = web.signedIn("xem");
        for (String path : new String[] {"assignment", "comments", "escalation", "acknowledgement"}) {
            assertEquals(
                    "not-allowed",
                    xem.post("incidents/1/" + path, "{\"text\":\"a\"}").is(403).problem());
        }
        xem.post("maintenance", "{}").is(403);
        lan.post("maintenance", "{}").is(403);
        assertEquals(List.of(), web.events);
    }

    @Test
    void an_engineer_plans_work_once_and_it_is_audited() {
        String id = minh.post(
                        "maintenance",
                        "{\"node\":\"ap-03-1\",\"from\":\"2026-11-24T22:00:00+07:00\",\"until\":\"2026-11-25T02:00:00+07:00\","
                                + "\"reason\":\"Thay nguồn\"}")
                .is(202)
                .json()
                .get("id")
                .stringValue();
        Schedule night =
                new Schedule(Instant.parse("2026-11-24T15:00:00Z"), Instant.parse("2026-11-24T19:00:00Z"), null);
        assertEquals(
                new Event.MaintenancePlanned(
                        ManualClock.START,
                        new Window(
                                id,
                                Window.Target.NODE,
                                "ap-03-1",
                                night,
                                "Thay nguồn",
                                "minh",
                                ManualClock.START,
                                null,
                                null)),
                only());
        AuditEntry entry = web.audit.newest(1).get(0);
        assertEquals(AuditEntry.Action.MAINTENANCE_PLANNED, entry.action());
        assertEquals("ap-03-1", entry.subject());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"reason":"a","until":"2026-11-25T02:00:00Z"} | node
            {"reason":"a","node":"ap-03-1","site":"s","until":"2026-11-25T02:00:00Z"} | node
            {"reason":"a","node":"no-such","until":"2026-11-25T02:00:00Z"} | node
            {"reason":"a","site":"no-such","until":"2026-11-25T02:00:00Z"} | site
            {"reason":"a","node":"ap-03-1"} | until
            {"reason":"a","node":"ap-03-1","until":"2020-11-25T02:00:00Z"} | until
            {"reason":"a","node":"ap-03-1","until":"2027-11-25T02:00:00Z"} | until
            {"reason":"a","node":"ap-03-1","from":"2026-11-20T02:00:00Z","until":"2026-11-25T02:00:00Z"} | from
            {"reason":"a","node":"ap-03-1","from":"soon","until":"2026-11-25T02:00:00Z"} | from
            {"reason":"a","node":"ap-03-1","days":["MUNDAY"],"start":"22:00","end":"23:00"} | days
            {"reason":"a","node":"ap-03-1","days":"MONDAY","start":"22:00","end":"23:00"} | days
            {"reason":"a","node":"ap-03-1","days":["MONDAY"],"start":"25:00","end":"23:00"} | start
            {"reason":"a","node":"ap-03-1","days":["MONDAY"],"start":"22:00"} | end
            {"node":"ap-03-1","until":"2026-11-25T02:00:00Z"} | reason
            """)
    void work_that_breaks_a_rule_is_refused_with_what_and_rule(String body, String what) {
        Browser.Page page = minh.post("maintenance", body).is(400);
        List<String> named = page.json()
                .get("problems")
                .valueStream()
                .map(problem -> problem.get("what").stringValue())
                .toList();
        assertTrue(named.contains(what), named::toString);
        assertEquals(List.of(), web.events);
    }

    @Test
    void what_is_worked_on_is_listed_marked_on_its_nodes_and_can_be_ended() {
        Schedule nights = new Schedule(
                ManualClock.START,
                null,
                new Weekly(Set.of(DayOfWeek.TUESDAY, DayOfWeek.MONDAY), LocalTime.of(22, 0), LocalTime.of(2, 0)));
        Window window = new Window(
                "w1", Window.Target.NODE, "ap-03-1", nights, "Bảo dưỡng", "minh", ManualClock.START, null, null);
        web.live.on(new Effect.MaintenanceChanged(
                new Coverage(window, nights.occurrence(ManualClock.START), true, List.of("ap-03-1"))));
        var listed = lan.api("maintenance").is(200).json().get("windows").get(0);
        assertEquals("ON", listed.get("state").stringValue());
        assertEquals("[\"MONDAY\",\"TUESDAY\"]", listed.get("days").toString());
        assertEquals("22:00", listed.get("start").stringValue());
        assertEquals("w1", lan.api("nodes/ap-03-1").json().get("maintenance").stringValue());
        lan.delete("maintenance/w1").is(403);
        minh.delete("maintenance/w2").is(404);
        minh.delete("maintenance/w1").is(202);
        assertEquals(new Event.MaintenanceCancelled(ManualClock.START, "minh", "w1"), only());
        Window ended = window.cancelled("minh", ManualClock.START);
        web.live.on(new Effect.MaintenanceChanged(new Coverage(ended, null, false, List.of())));
        assertTrue(lan.api("nodes/ap-03-1").json().get("maintenance").isNull());
        minh.delete("maintenance/w1").is(409);
    }
}
