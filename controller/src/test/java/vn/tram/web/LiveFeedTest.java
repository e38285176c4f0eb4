package vn.tram.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.tram.flow.Effect;
import vn.tram.people.Role;
import vn.tram.state.Health;
import vn.tram.state.NodeState;

@Timeout(60)
class LiveFeedTest {

    private final RunningWeb web =
            RunningWeb.start(settings -> settings.asDemo().withReaders(3, Duration.ofSeconds(3)));

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void a_node_that_goes_down_is_on_the_feed_at_once() {
        try (EventStream feed = EventStream.open(web, null)) {
            feed.await("tick");
            report("ap-01-1", Health.DOWN);
            EventStream.Event event = feed.await("node");
            assertEquals("ap-01-1", event.json().get("endpoint").stringValue());
            assertEquals("DOWN", event.json().get("health").stringValue());
        }
    }

    @Test
    void an_incident_comes_with_the_nodes_under_it_and_the_new_figures() {
        try (EventStream feed = EventStream.open(web, null)) {
            feed.await("tick");
            web.province.acknowledge(web.live, "lan", ManualClock.START);
            EventStream.Event event = feed.await("incident");
            assertEquals("lan", event.json().get("acknowledgedBy").stringValue());
            report("ap-01-1", Health.DOWN);
            await().until(() -> feed.seen("summary").stream()
                    .anyMatch(
                            summary -> summary.json().get("counts").get("DOWN").intValue() == 38));
        }
    }

    @Test
    void a_tick_comes_every_second_and_the_time_is_in_it() {
        try (EventStream feed = EventStream.open(web, null)) {
            await().atMost(Duration.ofSeconds(6)).until(() -> feed.seen("tick").size() >= 3);
            assertEquals(
                    "2026-11-24T07:00:00.000Z",
                    feed.await("tick").json().get("at").stringValue());
        }
    }

    @Test
    void a_tick_tells_how_far_the_core_has_come_and_not_only_that_the_server_lives() {
        web.live.reached(Instant.parse("2026-11-24T06:59:48Z"));
        try (EventStream feed = EventStream.open(web, null)) {
            var tick = feed.await("tick").json();
            assertEquals("2026-11-24T06:59:48.000Z", tick.get("at").stringValue());
            assertEquals("2026-11-24T07:00:00.000Z", tick.get("now").stringValue());
        }
    }

    @Test
    void a_reader_that_comes_back_gets_what_it_missed_and_of_each_node_only_the_newest() {
        String last;
        try (EventStream feed = EventStream.open(web, null)) {
            feed.await("tick");
            report("ap-01-1", Health.DOWN);
            last = feed.await("node").id();
        }
        report("ap-02-1", Health.DOWN);
        for (int i = 0; i < 50; i++) {
            report("ap-03-1", i % 2 == 0 ? Health.DEGRADED : Health.UP);
        }
        report("ap-04-1", Health.DOWN);
        try (EventStream feed = EventStream.open(web, last)) {
            await().until(() -> feed.seen("node").size() == 3);
            assertEquals(
                    List.of("ap-02-1 DOWN", "ap-03-1 UP", "ap-04-1 DOWN"),
                    feed.seen("node").stream().map(EventStream.Event::node).toList());
            assertTrue(feed.seen("reset").isEmpty());
        }
    }

    @Test
    void a_reader_of_another_run_is_told_to_fetch_everything_again() {
        for (String id : List.of("0badc0de-5", "nonsense", "", "0badc0de-99999999999999999999")) {
            try (EventStream feed = EventStream.open(web, id)) {
                feed.await("reset");
                report("ap-01-1", Health.DOWN);
                assertEquals("ap-01-1 DOWN", feed.await("node").node());
            }
        }
    }

    @Test
    void more_readers_than_there_is_room_for_are_sent_away_until_one_leaves() {
        EventStream first = EventStream.open(web, null);
        try (EventStream second = EventStream.open(web, null);
                EventStream third = EventStream.open(web, null)) {
            List.of(first, second, third).forEach(feed -> feed.await("tick"));
            Browser.Page page = web.browser().api("events").is(503);
            assertEquals("busy", page.problem());
            assertEquals("10", page.header("Retry-After"));
            first.close();
            await().until(() -> metric("tram_feed_readers") == 2);
            EventStream.open(web, null).close();
        }
    }

    @Test
    void a_reader_that_takes_nothing_is_dropped_and_the_others_notice_nothing() throws IOException {
        try (Socket stuck = new Socket();
                EventStream feed = EventStream.open(web, null)) {
            feed.await("tick");
            stuck.setReceiveBufferSize(4096);
            stuck.connect(new InetSocketAddress("127.0.0.1", web.port()));
            stuck.getOutputStream()
                    .write("GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> metric("tram_feed_readers") == 2);
            for (int round = 0; metric("tram_feed_dropped_total") == 0; round++) {
                assertTrue(round < 2000, "nobody was dropped");
                web.province.states.keySet().forEach(endpoint -> report(endpoint, Health.UP));
                int seen = feed.seen("node").size();
                await().until(() -> feed.seen("node").size() > seen);
            }
            assertEquals(1, metric("tram_feed_readers"));
            report("ap-01-1", Health.DOWN);
            await().until(() ->
                    feed.seen("node").stream().anyMatch(e -> e.node().equals("ap-01-1 DOWN")));
        }
    }

    @Test
    void a_reader_whose_session_ends_is_sent_away() {
        try (RunningWeb closed = RunningWeb.start().withUser("lan", Role.VIEWER)) {
            Browser lan = closed.signedIn("lan");
            try (EventStream feed = EventStream.open(closed, lan, null)) {
                feed.await("tick");
                lan.delete("session").is(204);
                await().atMost(Duration.ofSeconds(20)).until(feed::isOver);
            }
        }
    }

    private void report(String endpoint, Health health) {
        NodeState old = web.province.states.get(endpoint);
        if (old == null) {
            throw new IllegalArgumentException(endpoint);
        }
        web.live.on(new Effect.NodeChanged(new NodeState(
                endpoint,
                health,
                old.since(),
                old.evidence(),
                old.online(),
                old.registered(),
                old.lastHeard(),
                old.boot(),
                old.sequence(),
                old.clockUnset(),
                old.skew(),
                old.links(),
                old.values(),
                old.desired(),
                old.reported())));
    }

    private long metric(String name) {
        return web.browser()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .sum();
    }
}
