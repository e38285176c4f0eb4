package vn.tram.portal.opennds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.access.Client;
import vn.tram.access.Grant;
import vn.tram.profiles.file.Secret;

/** What openNDS 9.10.0 said to an authentication service, byte for byte; skipped where the recording is not. */
class CapturedOpenNdsTest {

    private static final Path FOLDER = Path.of("../../shared/data/opennds");
    private static final String GATEWAY = "10.94.0.1:2050";
    private static final Pattern ASKED = Pattern.compile("GET /fas\\?(\\S+) from");
    private static final Pattern TOKENS =
            Pattern.compile("hid=([0-9a-f]{64})\\s+rhid=sha256\\(hid\\|\\|faskey\\)=(\\w{64})");

    @BeforeEach
    void needsTheRecording() {
        assumeTrue(Files.isDirectory(FOLDER), "the recording of openNDS is not beside this checkout");
    }

    private static FasSettings level(int level) {
        return new FasSettings(level, new Secret("1234567890"), Set.of(GATEWAY), Set.of());
    }

    private static String file(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name), StandardCharsets.ISO_8859_1);
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<MatchResult> all = new ArrayList<>();
        while (matcher.find()) {
            all.add(matcher.toMatchResult());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everybody_whom_the_gateway_sent_is_understood_at_its_level(int level) throws Exception {
        List<MatchResult> asked = all(ASKED, file("fas-level" + level + ".log"));
        assertFalse(asked.isEmpty());
        for (MatchResult one : asked) {
            FasRequest request = FasRequest.parse(one.group(1), level(level));
            assertEquals(new Client("62:70:81:ba:de:b6", "10.94.0.124"), request.client());
            assertEquals(GATEWAY, request.gateway());
            assertEquals("opennds_auth", request.authPath());
            String origin = assertNotNullOrigin(request);
            assertTrue(origin.startsWith("http://10.95.0.2/hello?x=1"), origin);
        }
    }

    private static String assertNotNullOrigin(FasRequest request) {
        String origin = request.origin();
        assertNotNull(origin);
        return origin == null ? "" : origin;
    }

    /** The recording says which token the gateway accepted of which client. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void the_token_that_lets_a_client_in_is_the_one_that_the_gateway_took(int level) throws Exception {
        MatchResult tokens = all(TOKENS, file("level" + level + ".txt")).get(0);
        FasRequest request = new FasRequest(
                tokens.group(1), new Client("62:70:81:ba:de:b6", "10.94.0.124"), GATEWAY, "", "opennds_auth", null);
        assertEquals(tokens.group(2), request.token(level(level)));
        String url = request.authUrl(level(level), "http://10.95.0.2/hello?x=1&y=2", "Cổng 1");
        assertEquals(
                "http://10.94.0.1:2050/opennds_auth/?tok=" + tokens.group(2)
                        + "&custom=Q%2BG7lW5nIDE%3D&redir=http%3A%2F%2F10.95.0.2%2Fhello%3Fx%3D1%26y%3D2",
                url);
    }

    @Test
    void the_gateways_questions_of_level_3_get_the_answers_that_it_took() throws Exception {
        String log = file("fas-level3.log");
        List<MatchResult> posts = all(Pattern.compile("(?m)^(auth_get=\\S+)$"), log);
        List<MatchResult> replies = all(Pattern.compile("(?m)^---- reply 200 ?(\\*.*|ack|)$"), log);
        FasRequest request = FasRequest.parse(all(ASKED, log).get(0).group(1), level(3));
        Authmon authmon = new Authmon();
        // 90 minutes, 256 kbit/s up and 512 down, and 1000 kB; the recording has 2000 kB down.
        Grant grant = new Grant(Duration.ofMinutes(90), 1_000_000, 64_000, 32_000);

        assertEquals(replies.get(0).group(1), authmon.answer(posts.get(0).group(1)));
        CompletableFuture<Void> admitted = authmon.admit(request, level(3), grant, "cust-l3");
        assertEquals(
                replies.get(1).group(1).replace("%202000%20", "%201000%20"),
                authmon.answer(posts.get(1).group(1)));
        assertFalse(admitted.isDone());
        assertEquals(replies.get(2).group(1), authmon.answer(posts.get(2).group(1)));
        assertTrue(admitted.isDone());
        assertEquals(0, authmon.waiting());
    }
}
