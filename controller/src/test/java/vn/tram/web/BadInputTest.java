package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.tram.people.Role;

class BadInputTest {

    private static final RunningWeb WEB = RunningWeb.start().withUser("root.admin", Role.ADMINISTRATOR);
    private static final Browser ADMIN = WEB.signedIn("root.admin");

    @AfterAll
    static void stop() {
        WEB.close();
    }

    @ParameterizedTest
    @CsvSource({
        "nodes?helth=UP, query helth",
        "nodes?health=GREEN, query health",
        "nodes?kind=TOASTER, query kind",
        "nodes?limit=0, query limit",
        "nodes?limit=99999999999, query limit",
        "nodes?limit=5&limit=6, query limit",
        "nodes?q=%C3%28, query",
        "nodes/ap-01-1?x=1, query x",
        "nodes/ap-01-1/series, query metric",
        "nodes/ap-01-1/series?metric=/42769/1, query metric",
        "nodes/ap-01-1/series?metric=/3/0/0, query metric",
        "nodes/ap-01-1/series?metric=/99999/0/0, query metric",
        "nodes/ap-01-1/series?metric=/42769/1/9&from=yesterday, query from",
        "nodes/ap-01-1/series?metric=/42769/1/9&from=2026-11-24T07:00:00Z&to=2026-11-24T06:00:00Z, query from",
        "nodes/ap-01-1/series?metric=/42769/1/9&points=100000, query points",
        "incidents?state=half, query state",
        "incidents?to=+1000000000-12-31T23:59:59Z, query to",
        "summary?verbose=1, query verbose",
        "audit?limit=-1, query limit",
    })
    void a_query_that_breaks_a_rule_is_refused_with_what_and_rule(String path, String what) {
        Browser.Page page = ADMIN.api(path).is(400);
        assertEquals("bad-request", page.problem());
        JsonNode problem = page.json().get("problems").get(0);
        assertEquals(what, problem.get("what").stringValue());
        assertTrue(problem.get("rule").stringValue().startsWith("must") || what.matches("query (helth|x|verbose)"));
    }

    @Test
    void all_problems_of_a_request_are_told_at_once() {
        JsonNode problems =
                ADMIN.api("nodes?limit=x&health=y&z=1").is(400).json().get("problems");
        assertEquals(3, problems.size());
        assertEquals("x", problems.get(1).get("value").stringValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{\"name\":}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"a\":1}}",
                "{\"name\":7,\"role\":\"VIEWER\"}",
                "{\"name\":\"lan\",\"role\":\"KING\"}",
                "{\"name\":\"lan\",\"role\":\"VIEWER\",\"admin\":true}",
                "{\"role\":\"VIEWER\"}",
                "{\"name\":\"../lan\",\"role\":\"VIEWER\"}",
                "{\"name\":\"lan\",\"role\":\"VIEWER\",\"password\":\"short\"}",
                "{\"name\":\"lan\",\"role\":\"VIEWER\",\"password\":\"aaaaaaaaaaaa\"}"
            })
    void a_body_that_breaks_a_rule_is_refused_and_nothing_is_kept(String body) {
        assertEquals("bad-request", ADMIN.post("users", body).is(400).problem());
        assertEquals(1, WEB.users.all().size());
    }

    @Test
    void a_refusal_never_repeats_a_password() {
        Browser.Page page = ADMIN.post("users", "{\"name\":\"lan\",\"role\":\"VIEWER\",\"password\":\"hunter2\"}");
        assertEquals(400, page.status());
        assertEquals(-1, page.text().indexOf("hunter2"));
        Browser.Page broken = ADMIN.post("session", "{\"user\":\"lan\",\"password\":\"hunter2\",}");
        assertEquals(-1, broken.is(400).text().indexOf("hunter2"));
    }

    @Test
    void a_body_in_another_form_than_json_in_utf_8_is_refused() {
        HttpRequest.Builder form = ADMIN.request("/api/v1/session")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("user=lan&password=x"));
        assertEquals("wrong-media-type", ADMIN.send(form).is(415).problem());
        byte[] latin1 = "{\"user\":\"tr\u00e2m\",\"password\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest.Builder latin = ADMIN.request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(latin1));
        Browser.Page page = ADMIN.send(latin).is(400);
        assertEquals(
                "must be UTF-8", page.json().get("problems").get(0).get("rule").stringValue());
    }

    @Test
    void a_body_of_more_than_64_kilobytes_is_refused_whether_it_says_so_or_not() throws IOException {
        byte[] huge = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        String head = "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";
        assertTrue(raw((head + "Content-Length: 100000\r\n\r\n").getBytes(StandardCharsets.US_ASCII))
                .startsWith("HTTP/1.1 413 "));
        byte[] chunked = (head + "Transfer-Encoding: chunked\r\n\r\n186A0\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(chunked, chunked.length + huge.length);
        System.arraycopy(huge, 0, all, chunked.length, huge.length);
        assertTrue(raw(all).startsWith("HTTP/1.1 413 "));
    }

    @Test
    void json_nested_a_thousand_deep_is_refused() {
        ADMIN.post("session", "{\"user\":" + "[".repeat(2000) + "]".repeat(2000) + "}")
                .is(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/lib/../web/index.html",
                "/lib/lit/../../../messages/api.vi.properties",
                "/lib/lit/%2e%2e/package.json",
                "/js/.hidden.js",
                "/lib/nothing/index.js",
                "/lib/lit",
                "/META-INF/MANIFEST.MF",
                "/js/",
                "/web/index.html",
                "/api/v1/nothing",
                "/api/v1",
                "/api/v2/nodes",
                "/api/v1/nodes/a%2Fb",
                "/index.php",
                "/js/app.js%00.html"
            })
    void a_path_that_is_none_of_ours_is_refused(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: tram=x\r\n\r\n");
        assertTrue(answer.matches("(?s)HTTP/1.1 40[014] .*"), answer);
        assertEquals(-1, answer.indexOf("root:"));
    }

    @Test
    void a_person_at_an_unknown_address_gets_the_page_that_says_so() {
        Browser.Page page = ADMIN.send(ADMIN.request("/no-such-page").header("Accept", "text/html,*/*"));
        assertTrue(page.is(404).text().contains("<tram-app>"));
        assertTrue(page.header("Content-Security-Policy").contains("script-src 'self' 'sha256-"));
    }

    @Test
    void a_name_that_somebody_else_gave_this_machine_is_refused() throws IOException {
        String answer = raw("GET /api/v1/nodes HTTP/1.1\r\nHost: attacker.example:8080\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 421 "), answer);
        assertTrue(answer.contains("attacker.example"));
        assertTrue(raw("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\n\r\n").startsWith("HTTP/1.1 200 "));
        assertTrue(raw("GET /healthz HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").startsWith("HTTP/1.1 200 "));
    }

    @Test
    void a_method_that_a_path_does_not_take_is_refused() {
        assertEquals(
                "wrong-method",
                ADMIN.send(ADMIN.request("/api/v1/nodes").DELETE()).is(405).problem());
        assertEquals(
                "wrong-method",
                ADMIN.send(ADMIN.request("/api/v1/nodes").method("BREW", HttpRequest.BodyPublishers.noBody()))
                        .is(405)
                        .problem());
    }

    @Test
    void what_is_not_http_gets_no_further() throws IOException {
        assertTrue(raw("\u0016\u0003\u0001 hello\r\n\r\n").matches("(?s)(HTTP/1.1 400 .*)?"));
        assertTrue(raw("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
                .matches("(?s)(HTTP/1.1 4.. .*)?"));
        ADMIN.get("/healthz").is(200);
    }

    @Test
    void refusals_are_counted_by_reason() {
        long before = count("not-found");
        ADMIN.api("nodes/no-such-node").is(404);
        assertEquals(before + 1, count("not-found"));
    }

    private static long count(String reason) {
        String name = "tram_http_refused_total{reason=\"" + reason + "\"} ";
        return ADMIN.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .sum();
    }

    private static String raw(String request) throws IOException {
        return raw(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The beginning of the answer to these bytes. */
    private static String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", WEB.port())) {
            socket.setSoTimeout(3_000);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(request);
                out.flush();
            } catch (IOException e) {
                // It has answered, and closed, before it had read everything.
            }
            InputStream in = socket.getInputStream();
            byte[] answer = new byte[4096];
            int length = 0;
            try {
                for (int n = 0; n >= 0 && length < 600; n = in.read(answer, length, answer.length - length)) {
                    length += n;
                    String text = new String(answer, 0, length, StandardCharsets.UTF_8);
                    if (text.contains("}]}") || text.endsWith("ok\n")) {
                        break;
                    }
                }
            } catch (IOException e) {
                // It closed the connection.
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }
}
