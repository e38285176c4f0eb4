package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.tram.people.AuditEntry;
import vn.tram.people.Role;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.Passwords;

class SignInTest {

    private final RunningWeb web = RunningWeb.start().withUser("lan", Role.OPERATOR);

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void a_stranger_sees_that_they_are_a_stranger_and_nothing_else() {
        JsonNode session = web.browser().api("session").is(200).json();
        assertFalse(session.get("signedIn").booleanValue());
        assertTrue(session.get("csrf").isNull());
        assertEquals(0, session.get("permissions").size());
        assertEquals("sign-in-needed", web.browser().api("nodes").is(401).problem());
        assertEquals("sign-in-needed", web.browser().api("events").is(401).problem());
    }

    @Test
    void an_operator_signs_in_reads_and_signs_out() {
        Browser lan = web.browser();
        Browser.Page page = lan.trySignIn("lan", RunningWeb.PASSWORD).is(200);
        String cookie = page.header("Set-Cookie");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
        assertEquals("lan", page.json().get("user").stringValue());
        assertEquals("OPERATOR", page.json().get("role").stringValue());
        assertEquals(
                "[\"READ\",\"ACKNOWLEDGE\",\"BROADCAST\",\"INJECT_FAULTS\"]",
                page.json().get("permissions").toString());
        assertEquals(364, lan.api("nodes").is(200).json().get("total").intValue());
        lan.delete("session").is(204);
        lan.api("nodes").is(401);
        assertEquals(
                List.of(AuditEntry.Action.SIGNED_OUT, AuditEntry.Action.SIGNED_IN),
                web.audit.newest(10).stream().map(AuditEntry::action).toList());
    }

    @Test
    void a_wrong_password_and_an_unknown_user_get_the_same_answer_and_are_audited() {
        Browser.Page wrong = web.browser().trySignIn("lan", "not the password").is(401);
        Browser.Page unknown =
                web.browser().trySignIn("nobody", "not the password").is(401);
        assertEquals("wrong-password", wrong.problem());
        assertEquals(wrong.text(), unknown.text());
        assertEquals(
                List.of("nobody", "lan"),
                web.audit.newest(2).stream().map(AuditEntry::actor).toList());
    }

    @Test
    void a_password_may_be_typed_on_a_keyboard_that_composes_letters() {
        String decomposed = Normalizer.normalize(RunningWeb.PASSWORD, Normalizer.Form.NFD);
        assertFalse(decomposed.equals(RunningWeb.PASSWORD));
        web.browser().trySignIn("lan", decomposed).is(200);
    }

    @Test
    void five_wrong_passwords_lock_the_user_for_a_growing_time() {
        for (int i = 0; i < 5; i++) {
            web.browser().trySignIn("lan", "wrong " + i).is(401);
        }
        Browser.Page locked =
                web.browser().trySignIn("lan", RunningWeb.PASSWORD).is(423);
        assertEquals("locked", locked.problem());
        assertEquals("31", locked.header("Retry-After"));
        web.clock.forward(Duration.ofSeconds(31));
        web.browser().trySignIn("lan", "wrong again").is(401);
        assertEquals("61", web.browser().trySignIn("lan", "x").is(423).header("Retry-After"));
        web.clock.forward(Duration.ofSeconds(61));
        web.browser().trySignIn("lan", RunningWeb.PASSWORD).is(200);
        web.browser().trySignIn("lan", "wrong once more").is(401);
        web.browser().trySignIn("lan", RunningWeb.PASSWORD).is(200);
    }

    @Test
    void guessing_one_password_for_many_names_locks_the_address() {
        for (int i = 0; i < 20; i++) {
            web.browser().trySignIn("guess-" + i, "mat khau 123").is(401);
        }
        web.browser().trySignIn("lan", RunningWeb.PASSWORD).is(423);
    }

    @Test
    void a_change_without_the_sessions_token_is_refused() {
        Browser lan = web.signedIn("lan");
        String path = "incidents/1/acknowledgement";
        assertEquals("csrf", lan.send(lan.json(path, "{}")).is(403).problem());
        assertEquals(
                "csrf",
                lan.send(lan.json(path, "{}").header("X-CSRF-Token", "x".repeat(43)))
                        .is(403)
                        .problem());
        assertEquals(
                "csrf",
                lan.send(lan.request("/api/v1/session").DELETE()).is(403).problem());
        assertTrue(web.events.isEmpty());
        lan.post(path, "{}").is(202);
    }

    @Test
    void a_change_that_another_site_sends_is_refused() {
        Browser lan = web.signedIn("lan");
        HttpRequest.Builder signIn = lan.json("session", "{\"user\":\"lan\",\"password\":\"x\"}");
        assertEquals(
                "cross-site",
                lan.send(signIn.header("Origin", "https://evil.example"))
                        .is(403)
                        .problem());
        HttpRequest.Builder other = lan.json("session", "{\"user\":\"lan\",\"password\":\"x\"}");
        assertEquals(
                "cross-site",
                lan.send(other.header("Sec-Fetch-Site", "same-site")).is(403).problem());
    }

    @Test
    void each_role_may_do_what_it_may_and_no_more() {
        for (Role role : Role.values()) {
            web.withUser("a-" + role.name().toLowerCase(Locale.ROOT), role);
        }
        assertEquals("403 403 403 403", tries("a-viewer"));
        assertEquals("202 403 403 403", tries("a-operator"));
        assertEquals("202 201 403 403", tries("a-engineer"));
        assertEquals("403 403 201 403", tries("a-publisher"));
        assertEquals("202 201 201 200", tries("a-administrator"));
    }

    /** Acknowledging, making a claim, publishing, listing users. */
    private String tries(String user) {
        Browser browser = web.signedIn(user);
        browser.api("nodes").is(200);
        return browser.post("incidents/1/acknowledgement", "{}").status()
                + " " + browser.post("claims", "{}").status()
                + " "
                + browser.post("announcements", "{\"titleVi\":\"a\",\"bodyVi\":\"b\"}")
                        .status()
                + " " + browser.api("users").status();
    }

    @Test
    void a_session_ends_after_twelve_idle_hours_and_after_seven_days_in_any_case() {
        Browser lan = web.signedIn("lan");
        web.clock.forward(Duration.ofHours(11));
        lan.api("nodes").is(200);
        web.clock.forward(Duration.ofHours(13));
        lan.api("nodes").is(401);
        lan.signIn("lan", RunningWeb.PASSWORD);
        for (int i = 0; i < 16; i++) {
            web.clock.forward(Duration.ofHours(10));
            lan.api("nodes").is(200);
        }
        web.clock.forward(Duration.ofHours(9));
        lan.api("nodes").is(401);
    }

    @Test
    void a_password_that_is_reset_at_the_console_ends_the_sessions_that_are_open() {
        Browser lan = web.signedIn("lan");
        Accounts.Outcome outcome = new Accounts(web.users, web.audit, new Passwords(), web.clock)
                .reset(new Accounts.Actor("root", Accounts.CONSOLE), "lan", null);
        web.clock.forward(Duration.ofSeconds(31));
        lan.api("nodes").is(401);
        String generated = outcome.generated();
        assertEquals(20, generated == null ? 0 : generated.length());
        lan.signIn("lan", generated == null ? "" : generated);
    }

    @Test
    void somebody_who_signs_in_again_leaves_no_session_behind() {
        Browser lan = web.signedIn("lan");
        lan.signIn("lan", RunningWeb.PASSWORD);
        assertTrue(web.browser().get("/metrics").text().contains("\ntram_sessions 1\n"));
    }
}
