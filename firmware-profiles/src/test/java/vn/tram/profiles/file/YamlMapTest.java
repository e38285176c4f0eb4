package vn.tram.profiles.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlMapTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void values_come_out_with_their_types() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", """
                name: Trạm Yên Phong
                version: 1.10
                port: 8080
                ratio: 0.25
                on: true
                interval: 60s
                queue: 64MB
                broker: ssl://broker.example:8883
                data: /var/lib/tram
                community: s3cret
                unit: SECONDS
                """.replace("SECONDS", "seconds"));

        assertEquals("Trạm Yên Phong", map.text("name"));
        assertEquals("1.10", map.text("version"));
        assertEquals(8080, map.integer("port", 1, 65_535, 80));
        assertEquals(0.25, map.number("ratio", 0, 1, 0.5));
        assertTrue(map.flag("on", false));
        assertEquals(Duration.ofMinutes(1), map.duration("interval", SECOND, DAY, SECOND));
        assertEquals(64_000_000, map.bytes("queue", 1000, 1_000_000_000, 1000));
        assertEquals(URI.create("ssl://broker.example:8883"), map.uri("broker", null, "ssl", "tcp"));
        assertEquals(Path.of("/var/lib/tram"), map.path("data", null));
        assertEquals("s3cret", map.secret("community", null).value());
        assertEquals(ChronoUnit.SECONDS, map.choice("unit", ChronoUnit.class, ChronoUnit.DAYS));
        map.done();
    }

    @Test
    void an_absent_key_gives_its_fallback() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", "snmp:\nempty: ~\n");

        assertEquals("x", map.text("name", "x"));
        assertNull(map.optionalText("empty"));
        assertEquals(7, map.integer("port", 1, 9, 7));
        assertEquals(DAY, map.duration("interval", SECOND, DAY, DAY));
        assertEquals(new Secret("public"), map.secret("community", new Secret("public")));
        assertEquals(List.of(), map.texts("ranges"));
        assertEquals(List.of(), map.maps("devices"));
        assertEquals("udp", map.map("snmp").text("transport", "udp"));
        map.done();
    }

    @Test
    void every_problem_is_listed_at_once_in_the_order_of_the_file() throws Exception {
        YamlMap map = YamlMap.parse("agent.yaml", """
                snmp:
                  port: 99999
                  retry: 3
                interval: soon
                """);

        assertEquals(DAY, map.duration("interval", SECOND, DAY, DAY));
        map.text("endpoint");
        YamlMap snmp = map.map("snmp");
        assertEquals(161, snmp.integer("port", 1, 65_535, 161));
        snmp.integer("retries", 0, 5, 1);

        assertProblems(
                map,
                "agent.yaml:1: endpoint: must be given",
                "agent.yaml:2: snmp.port: must be a whole number from 1 to 65535, was 99999",
                "agent.yaml:3: snmp.retry: is not a known key; did you mean \"retries\"?",
                "agent.yaml:4: interval: must be a duration from 1s to 1d, such as 60s, was \"soon\"");
    }

    @Test
    void a_wrong_shape_is_a_problem_and_shows_none_of_its_content() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", """
                name: {password: hunter2}
                list: one
                map: [a]
                maps: [{a: 1}, 2]
                """);
        map.text("name");
        map.texts("list");
        map.map("map");
        map.maps("maps").get(0).text("a");

        assertProblems(
                map,
                "a.yaml:1: name: must be one value, was keys and values",
                "a.yaml:2: list: must be a list, was \"one\"",
                "a.yaml:3: map: must be keys and values, was a list",
                "a.yaml:4: maps[1]: must be keys and values, was \"2\"");
    }

    @Test
    void a_secret_is_never_shown_not_even_under_a_mistyped_key() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", "comunity: hunter2\npassword: [hunter2]\n");
        map.secret("community", null);
        map.secret("password", null);

        BadFileException bad = assertThrows(BadFileException.class, map::done);

        assertFalse(bad.getMessage().contains("hunter2"), bad.getMessage());
        assertTrue(bad.getMessage().contains("did you mean \"community\"?"), bad.getMessage());
        assertTrue(bad.getMessage().contains("was [redacted]"), bad.getMessage());
    }

    @Test
    void yes_is_not_true_and_a_word_outside_the_choice_is_refused_with_a_suggestion() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", "on: yes\nunit: mintes\n");
        map.flag("on", true);
        map.choice("unit", ChronoUnit.class, ChronoUnit.DAYS);

        BadFileException bad = assertThrows(BadFileException.class, map::done);

        assertEquals(
                "a.yaml:1: on: must be true or false, was \"yes\"",
                bad.problems().get(0).toString());
        assertTrue(bad.problems().get(1).rule().endsWith("did you mean \"minutes\"?"), bad.getMessage());
    }

    @Test
    void an_address_needs_an_allowed_scheme_and_holds_no_password() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", "a: http://x\nb: ssl://u:hunter2@x\nc: 'ssl:'\n");
        map.uri("a", null, "ssl");
        map.uri("c", null, "ssl");

        BadFileException bad = assertThrows(BadFileException.class, map::done);

        assertEquals(3, bad.problems().size());
        assertEquals(
                "a.yaml:1: a: must be an address such as ssl://host, was \"http://x\"",
                bad.problems().get(0).toString());
    }

    @Test
    void a_free_mapping_gives_its_entries_in_the_order_of_the_file() throws Exception {
        YamlMap map = YamlMap.parse("a.yaml", "groups:\n  z: {every: 1s}\n  a: {every: 2s}\nnames: {1: up, 2: down}\n");

        assertEquals(List.of("z", "a"), List.copyOf(map.entries("groups").keySet()));
        assertEquals("down", map.textEntries("names").get("2"));
        BadFileException bad = assertThrows(BadFileException.class, map::done);
        assertEquals("groups.z.every", bad.problems().get(0).what());
    }

    @Test
    void a_key_that_stands_twice_is_refused_with_both_lines() {
        assertRefused("a: 1\nb: 2\na: 3\n", "a.yaml:3: a key must stand once; it stands on line 1 too, was a");
    }

    @Test
    void anchors_and_aliases_are_refused_before_they_can_explode() {
        assertRefused("a: &x [1]\n", "a.yaml:1: must not set an anchor, was &x");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        BadFileException bad = assertThrows(BadFileException.class, () -> YamlMap.parse("a.yaml", bomb.toString()));
        assertEquals(50, bad.problems().size());
    }

    @Test
    void deep_nesting_a_tag_two_documents_and_a_list_at_the_top_are_refused() {
        assertRefused("[".repeat(100_000), "a.yaml:1: must be nested at most 20 deep");
        assertRefused("a: !!java.net.URL [x]\n", "a.yaml:1: must not have a tag, was tag:yaml.org,2002:java.net.URL");
        assertRefused("a: !!int 3\n", "a.yaml:1: must not have a tag, was tag:yaml.org,2002:int");
        assertRefused("a: 1\n---\nb: 2\n", "a.yaml:2: must be one document, was a second document");
        assertRefused("- a\n", "a.yaml:1: must be keys and values, was a list");
    }

    @Test
    void broken_yaml_is_refused_with_its_line_and_without_quoting_the_file() {
        BadFileException bad =
                assertThrows(BadFileException.class, () -> YamlMap.parse("a.yaml", "a: 1\npassword: \"hunter2\n"));

        assertTrue(bad.getMessage().startsWith("a.yaml:3: must be YAML: "), bad.getMessage());
        assertFalse(bad.getMessage().contains("hunter2"), bad.getMessage());
    }

    @Test
    void a_file_that_is_not_utf_8_is_refused_with_its_line() throws Exception {
        Path file = folder.resolve("latin.yaml");
        Files.write(file, "a: 1\nb: Br\u00fccke\n".getBytes(StandardCharsets.ISO_8859_1));

        BadFileException bad = assertThrows(BadFileException.class, () -> YamlMap.read(file));

        assertEquals(file + ":2: must be text in UTF-8, was byte 0xfc", bad.getMessage());
    }

    @Test
    void a_file_that_ends_inside_a_character_is_refused() throws Exception {
        Path file = folder.resolve("cut.yaml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xe1, (byte) 0xba});

        BadFileException bad = assertThrows(BadFileException.class, () -> YamlMap.read(file));

        assertEquals(file + ":1: must be text in UTF-8, was byte 0xe1", bad.getMessage());
    }

    @Test
    void a_huge_file_is_refused() throws Exception {
        Path file = folder.resolve("huge.yaml");
        Files.writeString(file, "a: " + "x".repeat(2_000_000));

        BadFileException bad = assertThrows(BadFileException.class, () -> YamlMap.read(file));

        assertEquals(file + ": must have at most 1000000 bytes, was a longer file", bad.getMessage());
    }

    @Test
    void an_empty_file_is_a_mapping_without_keys_and_a_byte_order_mark_is_skipped() throws Exception {
        YamlMap.parse("a.yaml", "# nothing\n").done();
        assertEquals("1", YamlMap.parse("a.yaml", "\uFEFFa: 1\n").text("a"));
    }

    private static void assertProblems(YamlMap map, String... expected) {
        BadFileException bad = assertThrows(BadFileException.class, map::done);
        assertEquals(
                List.of(expected),
                bad.problems().stream().map(Problem::toString).toList());
    }

    private static void assertRefused(String yaml, String message) {
        BadFileException bad = assertThrows(BadFileException.class, () -> YamlMap.parse("a.yaml", yaml));
        assertEquals(message, bad.getMessage());
    }
}
