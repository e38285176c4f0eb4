package vn.tram.simulator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
import vn.tram.flow.Saved;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.store.Acks;
import vn.tram.store.Store;

class RulesCommandTest {

    private static final List<String> ALL = List.of("cp-huyen", "cp-xa", "ap-cho");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.now().minus(Duration.ofHours(2));

    @TempDir
    Path folder;

    /** Two hours ago a district was cut off for five minutes, in a store that the controller has let go. */
    @BeforeEach
    void a_past() {
        Acks nobody = new Acks() {
            @Override
            public void committed(long ticket) {
                throw new AssertionError("no report was kept: " + ticket);
            }

            @Override
            public void failed(long ticket, String reason) {
                throw new AssertionError(reason);
            }
        };
        try (Store store = Store.open(folder.resolve("store"), InstantSource.system(), nobody)) {
            Decisions core = new Decisions(Rules.DEFAULTS, Saved.NOTHING, now);
            List<Site> sites = List.of(
                    new Site("huyen", "Huyện", Site.Tier.DISTRICT, "256", "256", null, 21.1, 106.1),
                    new Site("xa", "Xã", Site.Tier.COMMUNE, "256", "256", "huyen", 21.1, 106.1));
            List<Node> nodes = List.of(
                    new Node("cp-huyen", "Huyện", Node.Kind.CONNECTION_POINT, "huyen", null),
                    new Node("cp-xa", "Xã", Node.Kind.CONNECTION_POINT, "xa", null),
                    new Node("ap-cho", "Chợ", Node.Kind.HOTSPOT, "xa", null));
            happens(store, core, new Event.InventoryChanged(now, "an", sites, nodes));
            happens(store, core, new Event.BrokerSession(now, true, ""));
            online(store, core, true);
            passes(store, core, 30);
            online(store, core, false);
            passes(store, core, 300);
            online(store, core, true);
            passes(store, core, 60);
        }
    }

    private void online(Store store, Decisions core, boolean online) {
        for (String endpoint : ALL) {
            happens(store, core, new Event.Presence(now, endpoint, online, ""));
            if (online) {
                happens(store, core, new Event.Registered(now, endpoint, Duration.ofHours(1), List.of("/3/0")));
            }
        }
    }

    private void passes(Store store, Decisions core, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            happens(store, core, new Event.Tick(now));
        }
    }

    private static void happens(Store store, Decisions core, Event event) {
        for (Effect effect : core.on(event)) {
            if (effect instanceof Effect.InventoryChanged changed) {
                store.keep(changed);
            } else if (effect instanceof Effect.IncidentChanged changed) {
                store.keep(changed);
            } else if (effect instanceof Effect.LedgerAppended appended) {
                store.keep(appended);
            }
        }
    }

    private int run(String... words) {
        CommandLine line = new CommandLine(new RulesCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }

    private Path rules(String yaml) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), yaml);
    }

    @Test
    void rules_without_suppression_would_have_raised_an_incident_for_each_node_below() throws IOException {
        String mine = rules("incidents: {suppression: false}\n").toString();
        assertEquals(0, run("try", "--rules", mine, "--last", "12h", "--data", folder.toString()), err::toString);
        List<String> lines = out.toString().lines().toList();
        assertTrue(lines.get(1).endsWith("1 incidents as it was"), out::toString);
        assertTrue(lines.get(2).endsWith("1 by the present rules, replayed"), out::toString);
        assertTrue(lines.get(3).contains("0 alike, 1 otherwise, 2 more, 0 less"), out::toString);
        assertEquals(
                2,
                lines.stream()
                        .filter(line -> line.matches(" {2}\\+ .* NODE_DOWN (cp-xa|ap-cho) .*"))
                        .count(),
                out::toString);
    }

    @Test
    void the_same_rules_change_nothing_and_json_says_so() throws IOException {
        String mine = rules("incidents: {}\n").toString();
        assertEquals(0, run("try", "--rules", mine, "--json", "--data", folder.toString()), err::toString);
        JsonNode document = JsonMapper.shared().readTree(out.toString());
        assertEquals(1, document.get("alike").intValue());
        assertEquals(0, document.get("raised").size());
        assertTrue(document.get("verdicts").intValue() >= 6, document::toString);
    }

    @Test
    void what_happened_before_the_asked_time_is_left_out() throws IOException {
        String mine = rules("incidents: {suppression: false}\n").toString();
        assertEquals(0, run("try", "--rules", mine, "--last", "1h", "--data", folder.toString()), err::toString);
        assertTrue(out.toString().contains("0 alike, 0 otherwise, 0 more, 0 less"), out::toString);
    }

    @Test
    void lint_names_the_mistake_and_show_prints_what_lint_finds_good() throws IOException {
        assertEquals(2, run("lint", rules("incidents: {merge: soon}\n").toString()));
        assertTrue(err.toString().contains("incidents.merge: must be a duration"), err::toString);
        assertEquals(0, run("show"));
        assertEquals(0, run("lint", rules(out.toString()).toString()), err::toString);
    }
}
