package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.tram.flow.Decisions;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;
import vn.tram.flow.Rules;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.store.Acks;
import vn.tram.store.Store;

/** {@code tram sla} over the store of a controller in which a connection point was cut for ten minutes. */
class SlaCommandTest {

    private static final Instant BEGIN = Instant.parse("2026-10-13T03:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");
    private static final String POINT = "tsl-xa";

    private static final Acks NOBODY = new Acks() {
        @Override
        public void committed(long ticket) {}

        @Override
        public void failed(long ticket, String reason) {}
    };

    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = BEGIN;

    @BeforeEach
    void a_connection_point_is_up_for_ten_minutes_cut_for_ten_and_up_for_ten() {
        try (Store store = Store.open(data.resolve("store"), () -> now, NOBODY)) {
            Decisions core = new Decisions(Rules.DEFAULTS, store.load(), now);
            Site site = new Site("xa", "UBND xã", Site.Tier.COMMUNE, "09286", "256", null, 21, 106);
            Node node = new Node(POINT, "UBND xã", Node.Kind.CONNECTION_POINT, "xa", null, "VNPT");
            happens(store, core, new Event.InventoryChanged(now, "an", List.of(site), List.of(node)));
            happens(store, core, new Event.BrokerSession(now, true, ""));
            comesUp(store, core);
            passes(store, core, true);
            happens(store, core, new Event.Presence(now, POINT, false, ""));
            passes(store, core, false);
            comesUp(store, core);
            passes(store, core, true);
            happens(store, core, new Event.Presence(now, POINT, false, "closed"));
        }
    }

    private void comesUp(Store store, Decisions core) {
        happens(store, core, new Event.Presence(now, POINT, true, ""));
        happens(store, core, new Event.Registered(now, POINT, Duration.ofMinutes(5), List.of("/3/0")));
    }

    private void passes(Store store, Decisions core, boolean updates) {
        for (Instant end = now.plusSeconds(600); now.isBefore(end); ) {
            now = now.plusSeconds(1);
            happens(store, core, updates ? new Event.RegistrationUpdated(now, POINT) : new Event.Tick(now));
        }
    }

    private static void happens(Store store, Decisions core, Event event) {
        for (Effect effect : core.on(event)) {
            if (effect instanceof Effect.LedgerAppended appended) {
                store.keep(appended);
            }
        }
    }

    private int run(String... args) {
        return new CommandLine(new SlaCommand(() -> DECEMBER))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, result) -> {
                    command.getErr().println(problem.getMessage());
                    return problem instanceof CommandProblem known ? known.exitCode() : CommandProblem.FAILED;
                })
                .execute(args);
    }

    @Test
    void the_cut_of_ten_minutes_is_told_to_the_second() {
        assertEquals(0, run("--data", data.toString(), "--month", "2026-10"), err.toString());

        String said = out.toString();
        assertTrue(said.contains("uptime, 2026-10: 2026-09-30T17:00:00Z to 2026-10-31T17:00:00Z"), said);
        assertTrue(said.lines().anyMatch(line -> line.matches("carrier VNPT +66\\.666 .*0:10:00.*")), said);
        assertTrue(said.lines().anyMatch(line -> line.matches("tier commune +66\\.666 +99\\.500\\* +NO .*")), said);
        assertTrue(said.lines().anyMatch(line -> line.matches("node tsl-xa +66\\.666 .*0:10:00 +1 +0:10:00")), said);
        assertTrue(said.contains("not a legal figure"), said);
    }

    @Test
    void as_json_it_has_every_figure_and_the_entry_that_it_was_computed_up_to() {
        assertEquals(0, run("--data", data.toString(), "--month", "2026-10", "--json"), err.toString());

        JsonNode sheet = JsonMapper.shared().readTree(out.toString());
        JsonNode node = sheet.path("nodes").get(0);
        assertEquals(600_000, node.path("measure").path("down").asLong());
        assertEquals(1_200_000, node.path("measure").path("up").asLong());
        assertEquals("66.666", node.path("measure").path("percent").asString());
        assertEquals(64, sheet.path("ledger").path("hash").asString().length());
    }

    @Test
    void the_same_again_gives_the_same_to_the_letter() {
        run("--data", data.toString(), "--quarter", "2026-Q4", "--definition", "mef", "--json");
        String first = out.toString();
        out.getBuffer().setLength(0);
        run("--data", data.toString(), "--quarter", "2026-Q4", "--definition", "mef", "--json");

        assertEquals(first, out.toString());
        assertTrue(first.contains("\"down\":600000"), first);
    }

    @Test
    void up_to_an_entry_it_is_as_it_was_then() {
        assertEquals(0, run("--data", data.toString(), "--month", "2026-10", "--up-to", "2", "--json"), err.toString());

        JsonNode sheet = JsonMapper.shared().readTree(out.toString());
        assertEquals(2, sheet.path("ledger").path("seq").asLong());
        assertEquals(0, sheet.path("nodes").get(0).path("measure").path("down").asLong());
    }

    @Test
    void a_whole_ledger_is_whole_and_a_changed_one_is_refused_by_the_entry() throws SQLException {
        assertEquals(0, run("--data", data.toString(), "--verify"), err.toString());
        assertTrue(out.toString().startsWith("whole: "), out.toString());

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("store/tram.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("DROP TRIGGER ledger_is_never_changed");
            assertEquals(1, statement.executeUpdate("UPDATE ledger SET since = since + 300000 WHERE verdict = 'DOWN'"));
        }

        assertEquals(1, run("--data", data.toString(), "--verify"));
        assertEquals(1, run("--data", data.toString(), "--month", "2026-10"));
        assertTrue(err.toString().contains("ledger: entry 3 or the hash before it was changed"), err.toString());
    }

    @Test
    void what_cannot_be_is_refused_with_what_could() {
        assertEquals(2, run("--data", data.toString(), "--month", "2026-13"));
        assertEquals(2, run("--data", data.toString(), "--month", "2027-01"));
        assertEquals(2, run("--data", data.toString(), "--month", "2026-10", "--definition", "sla"));
        assertEquals(2, run("--data", data.toString()));
        assertEquals(2, run("--month", "2026-10"));
        assertEquals(1, run("--data", data.resolve("nowhere").toString(), "--month", "2026-10"));
        String said = err.toString();
        for (String part : List.of(
                "--month: must be such as 2026-10, was \"2026-13\"",
                "--month: must have begun",
                "must be one of uptime, y1540, mef, office-hours, was \"sla\"",
                "one of --month and --quarter must be given",
                "there is no tram.db in it")) {
            assertTrue(said.contains(part), part + " is not in " + said);
        }
    }
}
