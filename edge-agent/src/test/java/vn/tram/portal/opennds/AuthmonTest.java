package vn.tram.portal.opennds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import vn.tram.access.Client;
import vn.tram.access.Grant;
import vn.tram.profiles.file.Secret;

/** The list of those whom a gateway shall let in, and what does not get onto it. */
class AuthmonTest {

    private static final FasSettings SETTINGS =
            new FasSettings(3, new Secret("khoá chung"), Set.of("10.9.0.1:2050"), Set.of());
    private static final String GATEWAY = "ab".repeat(32);
    private static final Grant HOUR = Grant.of(Duration.ofHours(1));

    private final Authmon authmon = new Authmon();

    private static FasRequest client(int number) {
        return new FasRequest(
                "%064x".formatted(number),
                new Client("02:00:00:00:00:01", "10.9.0.2"),
                "10.9.0.1:2050",
                GATEWAY,
                "opennds_auth",
                null);
    }

    private String ask(String question, String payload) throws BadFasException {
        String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return authmon.answer(
                "auth_get=" + question + "&gatewayhash=" + GATEWAY + "&payload=" + base64.replace("=", "%3D"));
    }

    private static List<String> tokens(String answer) {
        assertTrue(answer.startsWith("*"), answer);
        List<String> tokens = new ArrayList<>();
        for (String entry : answer.substring(1).strip().split(" ")) {
            if (!entry.isEmpty()) {
                tokens.add(entry.substring(0, 64));
            }
        }
        return tokens;
    }

    @Test
    void more_than_a_gateway_reads_at_once_come_in_their_turn_and_none_is_lost() throws BadFasException {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(authmon.admit(client(i), SETTINGS, HOUR, "điểm Chợ Đồng Xuân"));
        }
        int rounds = 0;
        while (authmon.waiting() > 0) {
            String answer = ask("view", "none");
            assertTrue(answer.length() <= 1024, answer);
            List<String> tokens = tokens(answer);
            assertFalse(tokens.isEmpty() || tokens.size() > 4);
            assertEquals("ack", ask("view", "* " + String.join(" ", tokens)));
            rounds++;
        }
        assertEquals(3, rounds);
        assertTrue(all.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void a_list_that_the_gateway_did_not_acknowledge_is_told_again() throws BadFasException {
        CompletableFuture<Void> admitted = authmon.admit(client(1), SETTINGS, HOUR, "");
        assertEquals(ask("view", "none"), ask("view", "none"));
        assertFalse(admitted.isDone());
    }

    @Test
    void whoever_presses_twice_stands_on_the_list_once() throws BadFasException {
        CompletableFuture<Void> first = authmon.admit(client(1), SETTINGS, HOUR, "");
        assertSame(first, authmon.admit(client(1), SETTINGS, HOUR, ""));
        assertEquals(1, authmon.waiting());
    }

    @Test
    void whoever_gave_up_waiting_is_not_let_in_later() throws BadFasException {
        authmon.admit(client(1), SETTINGS, HOUR, "").cancel(false);
        assertEquals("*", ask("view", "none"));
        assertEquals(0, authmon.waiting());
    }

    @Test
    void a_gateway_that_starts_anew_knows_nobody_any_more() throws BadFasException {
        CompletableFuture<Void> admitted = authmon.admit(client(1), SETTINGS, HOUR, "");
        assertEquals("", ask("clear", "none"));
        assertTrue(admitted.isCancelled());
        assertEquals("*", ask("view", "none"));
    }

    @Test
    void there_is_an_end_to_those_who_wait() throws BadFasException {
        for (int i = 0; i < 250; i++) {
            authmon.admit(client(i), SETTINGS, HOUR, "");
        }
        var e = assertThrows(BadFasException.class, () -> authmon.admit(client(250), SETTINGS, HOUR, ""));
        assertEquals("clients who wait: must be at most 250, was 250", e.getMessage());
    }

    @Test
    void a_question_that_is_none_is_refused_and_says_why() {
        assertEquals(
                "auth_get: must be clear, view, list, deauthed or custom, was drop",
                assertThrows(BadFasException.class, () -> ask("drop", "")).getMessage());
        assertEquals(
                "gatewayhash: must be 64 hexadecimal digits, was x",
                assertThrows(BadFasException.class, () -> authmon.answer("auth_get=view&gatewayhash=x"))
                        .getMessage());
        assertThrows(BadFasException.class, () -> authmon.answer("auth_get=view&payload=%ZZ&gatewayhash=" + GATEWAY));
        assertThrows(BadFasException.class, () -> authmon.answer("auth_get=view&payload=***&gatewayhash=" + GATEWAY));
    }
}
