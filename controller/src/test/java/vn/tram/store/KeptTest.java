package vn.tram.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static vn.tram.store.StoreFixture.NOON;
import static vn.tram.store.StoreFixture.octets;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.flow.Effect;
import vn.tram.flow.Saved;
import vn.tram.incident.Affected;
import vn.tram.incident.Impact;
import vn.tram.incident.Incident;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.maintenance.Maintenance;
import vn.tram.maintenance.Schedule;
import vn.tram.maintenance.Weekly;
import vn.tram.maintenance.Window;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;

class KeptTest {

    private static final Evidence REPORT =
            new Evidence(Evidence.Source.REPORT, NOON, NOON.minusSeconds(1), "evidence.link", "eth0");
    private static final Evidence SILENCE =
            new Evidence(Evidence.Source.SILENCE, NOON, null, "evidence.silence", "180");

    @TempDir
    Path folder;

    @Test
    void a_new_folder_has_nothing_and_never_ran() {
        try (StoreFixture given = new StoreFixture(folder)) {
            Saved saved = given.store().load();

            assertEquals(new Saved(List.of(), List.of(), List.of(), List.of(), 1, null), saved);
        }
    }

    @Test
    void the_inventory_survives_a_restart_and_later_changes_win() {
        Site centre = new Site("p-1", "Trung tâm", Site.Tier.PROVINCE, "27", null, null, 21.18, 106.07);
        Site commune = new Site("c-9", "Xã Yên Giả", Site.Tier.COMMUNE, "09430", "263", "p-1", 21.1, 106.2);
        Node before = new Node("node-1", "Trạm cũ", Node.Kind.OTHER, null, null);
        Node after = new Node("node-1", "Trạm Yên Giả", Node.Kind.HOTSPOT, "c-9", "gw-1", "VNPT", 2, "sw-1");
        try (StoreFixture given = new StoreFixture(folder)) {
            given.store().keep(new Effect.InventoryChanged(List.of(centre, commune), List.of(before)));
            given.store().keep(new Effect.InventoryChanged(List.of(), List.of(after)));
            given.restart();
            Saved saved = given.store().load();

            assertEquals(List.of(commune, centre), saved.sites());
            assertEquals(List.of(after), saved.nodes());
        }
    }

    @Test
    void a_node_state_survives_a_restart_with_all_that_it_says() {
        NodeState full = new NodeState(
                "node-1",
                Health.DEGRADED,
                NOON,
                List.of(REPORT, SILENCE),
                true,
                true,
                NOON.plusMillis(5),
                BootId.of(3, 99),
                42,
                false,
                Duration.ofMillis(-250),
                Map.of(2, new NodeState.LinkState("eth0", Health.DOWN, NOON, REPORT, true)),
                Map.of(
                        new ResourcePath(42769, 65534, 9), new Latest(7L, NOON, NOON, BootId.of(3, 99), 41, 1000),
                        new ResourcePath(3, 0, 0), new Latest("Điện lực", NOON, null, BootId.of(3, 99), 41, 1000),
                        new ResourcePath(42770, 0, 0), new Latest(0.5, NOON, NOON, BootId.of(3, 99), 41, 1000),
                        new ResourcePath(42769, 2, 7), new Latest(false, NOON, NOON, BootId.of(3, 99), 41, 1000)),
                8,
                7);
        NodeState bare = bare("node-2", Health.UNKNOWN);
        try (StoreFixture given = new StoreFixture(folder)) {
            given.store().keep(new Effect.NodeChanged(bare("node-1", Health.UP)));
            given.store().keep(new Effect.NodeChanged(full));
            given.store().keep(new Effect.NodeChanged(bare));
            given.restart();

            assertEquals(List.of(full, bare), given.store().load().states());
        }
    }

    @Test
    void a_state_in_an_unknown_form_is_left_out_and_the_others_are_read() throws Exception {
        try (StoreFixture given = new StoreFixture(folder)) {
            given.store().keep(new Effect.NodeChanged(bare("node-1", Health.UP)));
            given.store().keep(new Effect.NodeChanged(bare("node-2", Health.UP)));
            given.restart();
            try (var connection = Sqlite.writer(folder.resolve("tram.db"), 100);
                    var statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE node_states SET state = x'0100ff' WHERE endpoint = 'node-1'");
            }

            assertEquals(
                    List.of(bare("node-2", Health.UP)), given.store().load().states());
        }
    }

    @Test
    void incidents_survive_with_their_timeline_and_their_numbers_are_not_used_again() {
        Incident open = incident(4, null, List.of(new Incident.Step(NOON, "incident.opened", "", null)));
        Incident acknowledged = incident(
                4,
                null,
                List.of(
                        new Incident.Step(NOON, "incident.opened", "", null),
                        new Incident.Step(NOON.plusSeconds(9), "incident.acknowledged", "đang xử lý", "lan")));
        Incident recent = incident(5, NOON, List.of());
        Incident old = incident(6, NOON.minus(Duration.ofDays(3)), List.of());
        try (StoreFixture given = new StoreFixture(folder)) {
            given.store().keep(new Effect.IncidentChanged(open));
            given.restart();
            given.store().keep(new Effect.IncidentChanged(acknowledged));
            given.store().keep(new Effect.IncidentChanged(recent));
            given.store().keep(new Effect.IncidentChanged(old));
            given.restart();

            assertEquals(List.of(acknowledged, recent), given.store().load().incidents());
            assertEquals(7, given.store().load().nextIncident());
            assertEquals(acknowledged, given.store().incident(4));
            assertNull(given.store().incident(99));
            assertEquals(
                    List.of(old, recent, acknowledged),
                    given.store().incidents(NOON.minus(Duration.ofDays(9)), NOON.plusSeconds(1), 10));
            assertEquals(
                    List.of(recent, acknowledged),
                    given.store().incidents(NOON.minusSeconds(1), NOON.plusSeconds(1), 10));
        }
    }

    @Test
    void the_time_it_last_ran_is_known_after_a_restart() {
        try (StoreFixture given = new StoreFixture(folder)) {
            given.send(given.report("node-1", 1, octets(1)));
            given.timePasses(Duration.ofMinutes(2));
            given.restartAfter(Duration.ofHours(5));

            assertEquals(NOON.plusSeconds(120), given.store().load().lastAlive());
        }
    }

    @Test
    void what_was_kept_before_a_report_is_on_the_disk_when_the_report_is_answered() {
        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        Acks acks = new Acks() {
            @Override
            public void committed(long ticket) {
                try {
                    seen.complete(StoreFixture.sql(folder.resolve("tram.db"), "SELECT endpoint FROM node_states"));
                } catch (java.sql.SQLException e) {
                    seen.completeExceptionally(e);
                }
            }

            @Override
            public void failed(long ticket, String reason) {
                seen.completeExceptionally(new IllegalStateException(reason));
            }
        };
        try (Store store = Store.open(folder, () -> NOON, acks, new Limits(10, 100, 100, Duration.ZERO, 0))) {
            store.keep(new Effect.NodeChanged(bare("node-1", Health.UP)));
            store.append(new Effect.Store(
                    1,
                    "node-1",
                    NOON,
                    false,
                    new vn.tram.document.Report(
                            BootId.of(1, 1),
                            1,
                            vn.tram.document.Report.Kind.SAMPLE,
                            0,
                            NOON.toEpochMilli(),
                            List.of(octets(1)))));

            assertEquals(List.of("node-1"), seen.orTimeout(20, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void settings_are_remembered() {
        try (StoreFixture given = new StoreFixture(folder)) {
            assertNull(given.store().settings().get("province"));
            given.store().settings().put("province", "26");
            given.store().settings().put("province", "27");
            given.restart();

            assertEquals("27", given.store().settings().get("province"));
        }
    }

    @Test
    void maintenance_is_kept_until_long_after_it_has_ended() {
        Weekly nights =
                new Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 0), LocalTime.of(2, 30));
        Window weekly = window("w1", new Schedule(NOON, null, nights));
        Window cancelled =
                window("w2", new Schedule(NOON, NOON.plusSeconds(60), null)).cancelled("lan", NOON.plusSeconds(5));
        Instant longAgo = NOON.minus(Duration.ofDays(40));
        Window over = window("w3", new Schedule(longAgo, longAgo.plusSeconds(60), null));
        try (StoreFixture given = new StoreFixture(folder)) {
            for (Window window : List.of(weekly, cancelled, over)) {
                given.store()
                        .keep(new Effect.MaintenanceChanged(new Maintenance.Coverage(window, null, false, List.of())));
            }
            given.restart();

            assertEquals(List.of(weekly, cancelled), given.store().load().windows());
        }
    }

    private static Window window(String id, Schedule schedule) {
        return new Window(id, Window.Target.SITE, "p-256", schedule, "Thay pin", "minh", NOON, null, null);
    }

    private static NodeState bare(String endpoint, Health health) {
        return new NodeState(
                endpoint, health, NOON, List.of(), null, false, null, null, 0, true, null, Map.of(), Map.of(), 0, 0);
    }

    private static Incident incident(long id, @Nullable Instant closed, List<Incident.Step> timeline) {
        Instant opened = closed == null ? NOON.minusSeconds(60) : closed.minusSeconds(60);
        assertNotNull(opened);
        assertTrue(id > 0);
        return new Incident(
                id,
                Incident.Kind.LINK_DOWN,
                "node-1",
                2,
                "eth0",
                opened,
                closed,
                REPORT,
                List.of("node-2", "node-3"),
                timeline.size() > 1 ? "lan" : null,
                timeline.size() > 1 ? "minh" : null,
                timeline.size() > 1 ? 2 : 0,
                new Impact(new Affected(1, 0, 0, 0), new Affected(1, 2, 3, 4)),
                timeline);
    }
}
