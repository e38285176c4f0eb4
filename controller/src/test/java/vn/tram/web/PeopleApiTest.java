package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.tram.flow.Event;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;
import vn.tram.web.live.Province;

/** Users, set-up, announcements and the demo's faults. */
class PeopleApiTest {

    private final RunningWeb web = RunningWeb.start(Settings::asDemo)
            .withUser("root.admin", Role.ADMINISTRATOR)
            .withUser("pub", Role.PUBLISHER);

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void an_administrator_adds_a_user_whose_generated_password_works_and_is_shown_once() {
        Browser admin = web.signedIn("root.admin");
        Browser.Page added =
                admin.post("users", Map.of("name", "minh", "role", "ENGINEER")).is(201);
        web.browser().signIn("minh", added.json().get("password").stringValue());
        assertFalse(
                admin.api("users").text().contains(added.json().get("password").stringValue()));
        assertFalse(admin.api("users").text().contains("argon2"));
        assertEquals(
                "conflict",
                admin.post("users", Map.of("name", "minh", "role", "VIEWER"))
                        .is(409)
                        .problem());
        AuditEntry entry = web.audit.newest(2).get(1);
        assertEquals(AuditEntry.Action.USER_ADDED, entry.action());
        assertEquals("root.admin", entry.actor());
        assertEquals("minh", entry.subject());
        assertEquals("ENGINEER", entry.after());
    }

    @Test
    void an_engineer_uploads_the_certificate_of_the_portals_whose_key_is_never_shown_again() {
        Browser admin = web.signedIn("root.admin");
        assertTrue(admin.api("portal-certificate").json().get("name").isNull());

        String refused = admin.post(
                        "portal-certificate", Map.of("name", "wifi.hanoi.example", "certificate", "C", "key", "SECRET"))
                .is(400)
                .text();
        assertTrue(refused.contains("must be for the name wifi.hanoi.example"), refused);
        Map<String, String> good = Map.of("name", "wifi.bacninh.example", "certificate", "C", "key", "SECRET");
        admin.post("portal-certificate", good).is(201);

        Browser.Page shown = admin.api("portal-certificate").is(200);
        assertEquals("2027-02-22T00:00:00.000Z", shown.json().get("endsAt").stringValue());
        assertFalse(shown.text().contains("SECRET"));
        assertEquals(
                AuditEntry.Action.PORTAL_CERTIFICATE_UPLOADED,
                web.audit.newest(1).get(0).action());
        web.signedIn("pub").post("portal-certificate", good).is(403);
    }

    @Test
    void a_reset_password_signs_the_user_out_at_once_and_the_old_one_no_longer_works() {
        Browser pub = web.signedIn("pub");
        Browser admin = web.signedIn("root.admin");
        admin.post("users/pub/password", Map.of("password", "mật khẩu mới 7")).is(200);
        assertFalse(pub.api("session").json().get("signedIn").booleanValue());
        web.browser().trySignIn("pub", RunningWeb.PASSWORD).is(401);
        web.browser().signIn("pub", "mật khẩu mới 7");
        admin.post("users/nobody/password", "{}").is(404);
    }

    @Test
    void the_command_line_adds_and_resets_users_by_the_same_rules() {
        Accounts accounts = new Accounts(web.users, web.audit, new Passwords(), web.clock);
        Accounts.Actor root = new Accounts.Actor("root", Accounts.CONSOLE);
        assertNotNull(accounts.add(root, "hoa", Role.VIEWER, null).generated());
        assertNull(accounts.add(root, "hanh", Role.VIEWER, "một hai ba bốn").generated());
        assertEquals(
                "user: is taken: hoa",
                accounts.add(root, "hoa", Role.VIEWER, null).problem());
        assertEquals("user: is not known: vi", accounts.reset(root, "vi", null).problem());
        assertEquals(
                "password: must have 10 to 128 characters, had 5",
                accounts.reset(root, "hoa", "ngắn!").problem());
        assertEquals("console", web.audit.newest(1).get(0).from());
    }

    @Test
    void a_publisher_publishes_and_the_loop_and_the_audit_log_are_told() {
        Browser pub = web.signedIn("pub");
        Browser.Page page = pub.post(
                        "announcements",
                        Map.of(
                                "titleVi",
                                " Lịch cắt điện ",
                                "bodyVi",
                                "Dòng một\r\nDòng hai",
                                "titleEn",
                                "",
                                "bodyEn",
                                ""))
                .is(201);
        assertEquals("Lịch cắt điện", page.json().get("titleVi").stringValue());
        assertEquals("Dòng một\nDòng hai", page.json().get("bodyVi").stringValue());
        assertEquals(364, page.json().get("of").intValue());
        assertEquals(
                List.of(new Event.BundlePublished(ManualClock.START, "pub", 1, "0".repeat(63) + "1", List.of())),
                web.events);
        assertEquals(
                AuditEntry.Action.ANNOUNCEMENT_PUBLISHED,
                web.audit.newest(1).get(0).action());
        assertEquals(
                1,
                web.browser().api("announcements").json().get("announcements").size());
    }

    @Test
    void an_announcement_is_changed_moved_and_retired_and_each_is_told_and_audited() {
        Browser pub = web.signedIn("pub");
        String first = publish(pub, Map.of("titleVi", "Một", "bodyVi", "1"));
        String second = publish(pub, Map.of("titleVi", "Hai", "bodyVi", "2"));

        pub.post("announcements/" + first + "/move", Map.of("place", 0)).is(200);
        pub.post(
                        "announcements/" + second,
                        Map.of("titleVi", "Hai, mới", "bodyVi", "2", "until", "2020-01-01T00:00:00+07:00"))
                .is(200);
        pub.delete("announcements/" + first).is(200);

        JsonNode all = pub.api("announcements").json().get("announcements");
        assertEquals("RETIRED", all.get(0).get("stage").stringValue());
        assertEquals("pub", all.get(0).get("retiredBy").stringValue());
        assertEquals("EXPIRED", all.get(1).get("stage").stringValue());
        assertEquals("Hai, mới", all.get(1).get("titleVi").stringValue());
        assertEquals(5, web.events.size());
        assertEquals(
                List.of(
                        AuditEntry.Action.ANNOUNCEMENT_RETIRED,
                        AuditEntry.Action.ANNOUNCEMENT_CHANGED,
                        AuditEntry.Action.ANNOUNCEMENT_MOVED),
                web.audit.newest(3).stream().map(AuditEntry::action).toList());
        pub.delete("announcements/" + first).is(404);
        pub.post("announcements/none", Map.of("titleVi", "a", "bodyVi", "b")).is(404);
    }

    private static String publish(Browser pub, Map<String, ?> draft) {
        return pub.post("announcements", draft).is(201).json().get("id").stringValue();
    }

    @Test
    void an_announcement_for_a_commune_counts_only_the_portals_there_and_says_when_it_is_shown() {
        Browser pub = web.signedIn("pub");
        Browser.Page page = pub.post(
                        "announcements",
                        Map.of(
                                "titleVi",
                                "Chợ phiên",
                                "bodyVi",
                                "Sáng thứ Bảy",
                                "from",
                                "2099-01-01T00:00:00+07:00",
                                "days",
                                List.of("SATURDAY"),
                                "start",
                                "05:00",
                                "end",
                                "11:00",
                                "targets",
                                List.of("node:ap-03-1")))
                .is(201);

        assertEquals("SCHEDULED", page.json().get("stage").stringValue());
        assertEquals("2098-12-31T17:00:00.000Z", page.json().get("from").stringValue());
        assertEquals("05:00", page.json().get("start").stringValue());
        assertEquals("node:ap-03-1", page.json().get("targets").get(0).stringValue());
        assertEquals(1, page.json().get("of").intValue());
        assertEquals(364, pub.api("announcements/portals").json().get("portals").size());
        assertEquals(
                400, pub.post("announcements", scheduled("until", "yesterday")).status());
        assertEquals(400, pub.post("announcements", scheduled("start", "25:00")).status());
        assertEquals(400, pub.post("announcements", scheduled("start", "05:00")).status());
        assertEquals(
                400,
                pub.post("announcements", scheduled("days", List.of("Monday"))).status());
        assertEquals(
                400,
                pub.post("announcements", scheduled("targets", List.of("unit:99999")))
                        .status());
    }

    private static Map<String, Object> scheduled(String key, Object value) {
        return Map.of("titleVi", "a", "bodyVi", "b", key, value);
    }

    @Test
    void an_announcement_that_portals_cannot_show_is_refused_and_none_is_kept() {
        Browser pub = web.signedIn("pub");
        pub.post("announcements", Map.of("titleVi", "", "bodyVi", "b")).is(400);
        pub.post("announcements", Map.of("titleVi", "x".repeat(121), "bodyVi", "b"))
                .is(400);
        pub.post("announcements", Map.of("titleVi", "a\nb", "bodyVi", "b")).is(400);
        pub.post("announcements", Map.of("titleVi", "a", "bodyVi", "b\u0000")).is(400);
        pub.post("announcements", Map.of("titleVi", "a", "bodyVi", "b", "bodyEn", "no title"))
                .is(400);
        assertTrue(web.publisher.current().isEmpty());
        assertTrue(web.events.isEmpty());
    }

    @Test
    void in_the_demo_a_fault_is_made_and_mended_by_who_may() {
        Browser admin = web.signedIn("root.admin");
        Browser.Page cut = admin.post("demo/faults", Map.of("kind", "FIBRE", "target", "263"))
                .is(201);
        admin.post("demo/faults", Map.of("kind", "FIBRE", "target", "area-1")).is(400);
        admin.post("demo/faults", Map.of("kind", "FLOOD", "target", "263")).is(400);
        String id = cut.json().get("id").stringValue();
        assertEquals(1, web.browser().api("demo/faults").json().get("active").size());
        admin.delete("demo/faults/" + id).is(204);
        admin.delete("demo/faults/" + id).is(404);
        assertEquals(AuditEntry.Action.FAULT_CLEARED, web.audit.newest(1).get(0).action());
    }

    @Test
    void the_first_minutes_make_an_administrator_with_the_printed_token_and_only_once() {
        OneSetUp setUp = new OneSetUp();
        try (RunningWeb fresh = RunningWeb.startWith(setUp)) {
            Browser first = fresh.browser();
            assertTrue(first.api("session").json().get("setUp").booleanValue());
            Map<String, String> wrong =
                    Map.of("token", "guess", "user", "root.admin", "password", "sông Đuống 9", "province", "26");
            assertEquals("not-allowed", first.post("set-up", wrong).is(403).problem());
            Map<String, String> right =
                    Map.of("token", "printed", "user", "root.admin", "password", "sông Đuống 9", "province", "26");
            Browser.Page page = first.post("set-up", right).is(200);
            assertEquals("ADMINISTRATOR", page.json().get("role").stringValue());
            assertEquals(
                    "Tỉnh Vĩnh Phúc", page.json().get("province").get("name").stringValue());
            assertFalse(page.json().get("setUp").booleanValue());
            assertEquals("26", setUp.province.get());
            assertEquals("conflict", first.post("set-up", right).is(409).problem());
            fresh.browser().signIn("root.admin", "sông Đuống 9");
        }
    }

    /** Set-up of a controller that is not set up, with a token that is easy to remember. */
    private static final class OneSetUp implements SetUp {

        final AtomicReference<@Nullable String> province = new AtomicReference<>();

        @Override
        public boolean isOpen() {
            return province.get() == null;
        }

        @Override
        public boolean opens(String token) {
            return token.equals("printed");
        }

        @Override
        public void complete(Province chosen) {
            province.set(chosen.code());
        }
    }
}
