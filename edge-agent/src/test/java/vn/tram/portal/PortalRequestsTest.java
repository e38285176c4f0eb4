package vn.tram.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tram.portal.Hotspot.Answer;

/** What systems, background pages and attackers send, over a real socket. */
class PortalRequestsTest {

    @TempDir
    Path folder;

    private Hotspot hotspot;

    @BeforeEach
    void open() throws Exception {
        hotspot = new Hotspot(folder);
    }

    @AfterEach
    void close() throws IOException {
        hotspot.close();
    }

    private Map<String, String> form() {
        return Map.of("seal", Hotspot.seal(hotspot.get("/")), "lang", "vi");
    }

    private void assertNobodyIsIn() {
        assertEquals(0, hotspot.count(6));
        assertEquals(0, hotspot.count(20));
    }

    @ParameterizedTest
    @CsvSource({
        "captive.apple.com, /hotspot-detect.html",
        "connectivitycheck.gstatic.com, /generate_204",
        "www.msftconnecttest.com, /connecttest.txt",
        "detectportal.firefox.com, /canonical.html",
        "nmcheck.gnome.org, /check_network_status.txt",
        "spectrum.s3.amazonaws.com, /kindle-wifi/wifistub.html",
        "tuoitre.vn, /",
        "tuoitre.vn, /login"
    })
    void whoever_asks_for_a_page_of_the_internet_is_led_to_the_portal_and_keeps_nothing(String host, String path) {
        Answer answer = hotspot.get(path, "Host: " + host);
        assertEquals(302, answer.status());
        assertEquals("http://" + hotspot.host() + "/", answer.header("location"));
        assertEquals("no-store", answer.header("cache-control"));
        assertEquals("close", answer.header("connection").toLowerCase(java.util.Locale.ROOT));
        assertTrue(answer.body().length() > 4);
        assertFalse(answer.body().contains("Success"));
        assertEquals(1, hotspot.count(23));
    }

    @Test
    void a_background_post_to_some_other_host_is_led_to_the_portal_and_opens_nothing() {
        Answer answer = hotspot.post("/login", form(), "Host: telemetry.example.com");
        assertEquals(302, answer.status());
        assertNobodyIsIn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://evil.example",
                "Referer: http://evil.example/page",
                "Sec-Fetch-Site: cross-site",
                "Content-Type: text/plain"
            })
    void a_form_that_a_page_of_ours_cannot_have_sent_is_refused(String header) {
        Answer answer = hotspot.post("/login", form(), header);
        assertTrue(answer.status() == 403 || answer.status() == 415, answer.toString());
        assertNobodyIsIn();
        assertEquals(1, hotspot.count(24) + hotspot.count(27));
    }

    @Test
    void mini_browsers_that_tell_nothing_or_null_are_let_in_by_the_forms_seal() {
        assertEquals(303, hotspot.post("/login", form(), "Origin: null").status());
        assertEquals(
                303,
                hotspot.post("/login", form(), "Origin: http://" + hotspot.host())
                        .status());
        assertEquals(
                303,
                hotspot.post(
                                "/login",
                                form(),
                                "Referer: http://" + hotspot.host() + "/?lang=vi",
                                "Sec-Fetch-Site: same-origin")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "seal", "%00%00"})
    void a_forged_seal_is_refused_and_counted(String seal) {
        Answer answer = hotspot.send("POST", "/login", "lang=vi&seal=" + seal);
        assertEquals(403, answer.status());
        assertTrue(answer.body().contains("không phải của điểm phát"));
        assertNobodyIsIn();
        assertEquals(1, hotspot.count(24));
    }

    @Test
    void a_seal_of_another_device_is_forged() {
        Map<String, String> form = form();
        hotspot.gate.mac = "02:00:5e:10:00:02";
        assertEquals(403, hotspot.post("/login", form).status());
        assertNobodyIsIn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal=%FF%FE", "seal=%C3", "seal=%zz", "seal=%4", "seal=\u00e1", "seal=a&seal=b"})
    void a_form_that_is_not_utf_8_or_has_a_field_twice_is_refused(String body) {
        assertEquals(400, hotspot.send("POST", "/login", body).status());
        assertEquals(1, hotspot.count(27));
        assertNobodyIsIn();
    }

    @Test
    void a_form_that_is_too_large_is_refused_before_it_is_read_to_its_end() {
        Answer answer = hotspot.send("POST", "/login", "seal=" + "x".repeat(Form.MAX_BYTES));
        assertEquals(413, answer.status());
        assertTrue(answer.body().contains("quá dài"));
        assertEquals(1, hotspot.count(27));
    }

    @Test
    void a_flood_of_headers_is_refused_whoever_it_is_for() {
        String[] many = new String[80];
        for (int i = 0; i < many.length; i++) {
            many[i] = "X-" + i + ": x";
        }
        assertEquals(431, hotspot.get("/", many).status());
        assertEquals(431, hotspot.get("/", "X-Long: " + "x".repeat(20_000)).status());
        assertEquals(2, hotspot.count(27));
        assertEquals(414, hotspot.get("/?" + "x".repeat(2_000)).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/portal/key",
                "/acceptances/2026-11-24.log",
                "/api/capport"
            })
    void no_address_leads_to_a_file_and_the_api_is_not_without_tls(String path) {
        Answer answer = hotspot.get(path);
        assertEquals(404, answer.status());
        assertTrue(answer.body().contains("Không có trang này"));
        assertEquals(1, hotspot.count(27));
    }

    @Test
    void somebody_who_is_not_on_the_hotspot_is_refused_though_he_names_it() {
        Map<String, String> form = form();
        hotspot.gate.knowsNobody = true;
        Answer answer = hotspot.post("/login", form);
        assertEquals(403, answer.status());
        assertTrue(answer.body().contains("chỉ dùng được khi bạn kết nối Wi-Fi"));
        assertNobodyIsIn();
    }

    @Test
    void other_methods_are_refused() {
        Answer answer = hotspot.send("DELETE", "/", null);
        assertEquals(405, answer.status());
        assertEquals("GET, HEAD, POST", answer.header("allow"));
    }

    @Test
    void head_is_as_get_without_the_page() {
        Answer answer = hotspot.send("HEAD", "/", null);
        assertEquals(200, answer.status());
        assertTrue(Integer.parseInt(answer.header("content-length")) > 1_000);
    }

    @Test
    void the_first_page_is_one_answer_of_at_most_14_kilobytes_and_less_when_packed() {
        Answer plain = hotspot.get("/");
        assertTrue(plain.body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length < 14_000);
        assertEquals("", plain.header("content-encoding"));

        Answer packed = hotspot.get("/", "Accept-Encoding: br, gzip;q=0.8");
        assertEquals("gzip", packed.header("content-encoding"));
        assertTrue(packed.body().contains("Vào mạng"));
        assertTrue(Integer.parseInt(packed.header("content-length")) < 6_000, packed.header("content-length"));
        assertEquals("", hotspot.get("/", "Accept-Encoding: gzip;q=0").header("content-encoding"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vi-VN,vi;q=0.9,en;q=0.8 | vi",
                "en-GB,en;q=0.9 | en",
                "en;q=0.3,vi;q=0.7 | vi",
                "fr-FR,en;q=0.5 | en",
                "fr | vi",
                "xx;;;;q=,,, | vi",
                "en;q=0 | vi"
            })
    void the_language_is_what_the_browser_prefers_of_the_two(String accept, String language) {
        assertTrue(hotspot.get("/", "Accept-Language: " + accept).body().contains("<html lang=\"" + language + "\">"));
        assertTrue(hotspot.get("/?lang=en", "Accept-Language: vi").body().contains("<html lang=\"en\">"));
    }

    @Test
    void the_captive_portal_api_understands_lists_and_weights() {
        for (String accept : List.of(
                "", "application/captive+json", "application/captive+json, */*", "*/*;q=0.1", "application/*")) {
            assertTrue(CapportApi.accepts(accept), accept);
        }
        for (String accept : List.of(
                "text/html",
                "application/json",
                "application/captive+json;q=0, */*",
                "application/captive+json; q=0.0")) {
            assertFalse(CapportApi.accepts(accept), accept);
        }
    }
}
