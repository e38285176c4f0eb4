package vn.tram.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.people.Role;

/** Where the server listens, what it tells about itself, and the messages. */
class ServerTest {

    @Test
    void beyond_loopback_there_is_no_plain_http_and_nobody_reads_without_signing_in() {
        for (String host : new String[] {"0.0.0.0", "192.0.2.7", "tram.example", "::"}) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> new Settings(
                            host,
                            8080,
                            null,
                            Set.of(),
                            false,
                            false,
                            "1",
                            null,
                            Settings.MAX_READERS,
                            Settings.PATIENCE,
                            null));
            assertEquals("web host: must be loopback when there is no TLS, was " + host, e.getMessage());
        }
    }

    @Test
    void a_taken_port_gets_one_clear_sentence() {
        try (RunningWeb web = RunningWeb.start()) {
            IOException e = assertThrows(
                    IOException.class, () -> Web.start(Settings.loopback(web.port(), "1"), web.parts(null)));
            assertTrue(
                    String.valueOf(e.getMessage()).startsWith("web address 127.0.0.1:" + web.port() + " is taken"),
                    e.getMessage());
        }
    }

    @Test
    void machines_learn_whether_it_lives_and_whether_it_is_ready() {
        try (RunningWeb web = RunningWeb.start()) {
            Browser browser = web.browser();
            assertEquals("ok\n", browser.get("/healthz").is(200).text());
            assertEquals(
                    "{\"ready\":true,\"parts\":{\"broker\":\"ok\"}}",
                    browser.get("/readyz").is(200).text());
        }
    }

    @Test
    void metrics_are_in_prometheus_text_format() {
        try (RunningWeb web = RunningWeb.start().withUser("lan", Role.VIEWER)) {
            web.signedIn("lan").api("nodes").is(200);
            Browser.Page page = web.browser().get("/metrics").is(200);
            assertEquals("text/plain; version=0.0.4; charset=utf-8", page.header("Content-Type"));
            String sample = "[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? -?[0-9.E+-]+";
            page.text()
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .forEach(line -> assertTrue(line.matches(sample), line));
            assertTrue(page.text().contains("\ntram_queue_free 42\n"));
            assertTrue(page.text().contains("\ntram_nodes{health=\"DOWN\"} 37\n"));
            assertTrue(page.text()
                    .contains("\ntram_http_requests_total{method=\"GET\",route=\"/api/v1/nodes\",status=\"200\"} 1\n"));
            assertTrue(page.text().contains("\ntram_http_request_seconds_bucket{le=\"+Inf\"} 2\n"), page.text());
        }
    }

    @Test
    void every_message_is_there_in_both_languages() {
        try (RunningWeb web = RunningWeb.start()) {
            Browser browser = web.browser();
            Set<String> vi =
                    Set.copyOf(browser.api("messages/vi").is(200).json().propertyNames());
            Set<String> en =
                    Set.copyOf(browser.api("messages/en").is(200).json().propertyNames());
            assertEquals(vi, en);
            assertTrue(vi.contains("api.problem.locked"));
            browser.api("messages/fr").is(404);
        }
    }

    @Test
    void a_problem_is_named_in_the_readers_language() {
        try (RunningWeb web = RunningWeb.start()) {
            Browser browser = web.browser();
            Browser.Page english = browser.send(browser.request("/api/v1/nodes").header("Accept-Language", "en-GB"));
            assertEquals("Please sign in", english.json().get("title").stringValue());
            assertEquals(
                    "Cần đăng nhập", browser.api("nodes").json().get("title").stringValue());
        }
    }
}
