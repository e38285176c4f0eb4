package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final RunningWeb WEB = RunningWeb.start(Settings::asDemo);
    private final Browser browser = WEB.browser();

    @AfterAll
    static void stop() {
        WEB.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nodes",
                "/add-node",
                "/incidents",
                "/announcements",
                "/emergencies",
                "/vouchers",
                "/users",
                "/sign-in",
                "/set-up?token=abc",
                "/node/ap-01-1",
                "/node/gw.p-27_x"
            })
    void every_page_is_the_shell_that_shows_the_right_one_and_runs_no_foreign_script(String address) {
        Browser.Page page = browser.get(address).is(200);
        assertEquals("text/html; charset=utf-8", page.header("Content-Type"));
        assertTrue(page.text().contains("<tram-app>"));
        String policy = page.header("Content-Security-Policy");
        assertTrue(policy.contains("script-src 'self' 'sha256-"), policy);
        assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", page.header("X-Content-Type-Options"));
        assertEquals("DENY", page.header("X-Frame-Options"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/lit/index.js",
                "/lib/lit-html/lit-html.js",
                "/lib/lit-element/index.js",
                "/lib/lit__reactive-element/reactive-element.js",
                "/lib/leaflet/dist/leaflet-src.esm.js",
                "/lib/uplot/dist/uPlot.esm.js"
            })
    void what_the_import_map_names_comes_from_the_web_jars(String path) {
        Browser.Page page = browser.get(path).is(200);
        assertEquals("text/javascript; charset=utf-8", page.header("Content-Type"));
        assertFalse(page.text().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/map", "/api/v1/messages/vi", "/api/v1/openapi.json", "/lib/lit/html.js"})
    void what_has_not_changed_is_not_sent_again(String path) {
        String etag = browser.get(path).is(200).header("ETag");
        Browser.Page again = browser.send(browser.request(path).header("If-None-Match", etag));
        assertEquals("", again.is(304).text());
        browser.send(browser.request(path).header("If-None-Match", "\"other\"")).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/map", "/api/v1/nodes", "/lib/leaflet/dist/leaflet-src.esm.js"})
    void what_is_large_is_sent_compressed_to_those_who_take_it(String path) throws IOException {
        Browser.Page packed = browser.send(browser.request(path).header("Accept-Encoding", "gzip, br"));
        assertEquals("gzip", packed.is(200).header("Content-Encoding"));
        byte[] bytes = packed.response().body();
        String text =
                new String(new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);
        Browser.Page plain = browser.get(path).is(200);
        assertEquals("", plain.header("Content-Encoding"));
        assertEquals(plain.text(), text);
        assertTrue(bytes.length < plain.response().body().length / 2);
    }

    @Test
    void what_only_we_can_know_is_never_kept_by_a_proxy() {
        assertEquals("no-store", browser.api("nodes").header("Cache-Control"));
        assertEquals("no-store", browser.api("session").header("Cache-Control"));
    }
}
