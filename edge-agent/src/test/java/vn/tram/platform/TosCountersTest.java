package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program in nft's place that keeps the scripts it gets, and lists what nft 1.0.6 once listed. */
class TosCountersTest {

    private static final String LISTED = """
            {"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
             {"set": {"family": "inet", "name": "ports", "table": "t", "type": "inet_service", "elem": [8620]}},
             {"set": {"family": "inet", "name": "seen6", "table": "t", "elem": [
              {"elem": {"val": {"concat": ["::1", 51377, 8620, 27526]}, "expires": 599, "counter": {"packets": 2, "bytes": 98}}}]}},
             {"set": {"family": "inet", "name": "seen4", "table": "t", "elem": [
              {"elem": {"val": {"concat": ["127.0.0.1", 35533, 8620, 184]}, "expires": 599, "counter": {"packets": 2, "bytes": 58}}},
              {"elem": {"val": {"concat": ["127.0.0.1", 40000, 8620, 184]}, "expires": 599, "counter": {"packets": 5, "bytes": 58}}},
              {"elem": {"val": {"concat": ["127.0.0.1", 40000, 8620, 1]}, "expires": 599, "counter": {"packets": 3, "bytes": 58}}}]}}]}
            """;

    @TempDir
    Path folder;

    private Path program = Path.of("");
    private TosCounters counters = new TosCounters(new Nftables(List.of("nft")), "t");

    @BeforeEach
    void nft_is_a_script() throws IOException {
        program = folder.resolve("nft");
        Files.writeString(folder.resolve("listed"), LISTED);
        Files.writeString(program, """
                #!/bin/sh
                cd "$(dirname "$0")"
                [ "$1" = -j ] && exec cat listed
                [ -e refuses ] && { echo "Operation not permitted"; exit 1; }
                cat >>scripts
                """);
        assertTrue(program.toFile().setExecutable(true));
        counters = new TosCounters(new Nftables(List.of(program.toString())), "t");
    }

    private String scripts() throws IOException {
        return Files.readString(folder.resolve("scripts"));
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }

    @Test
    void classes_of_both_families_are_read_and_several_are_no_answer() throws IOException {
        counters.watch(8620);
        counters.refresh();
        assertEquals(Map.of(184, 2L), counters.from(at("127.0.0.1", 35_533), 8620));
        assertEquals(Map.of(184, 2L), counters.from(at("::1", 51_377), 8620));
        assertEquals(Map.of(184, 5L, 1, 3L), counters.from(at("127.0.0.1", 40_000), 8620));
        assertEquals(Map.of(), counters.from(at("127.0.0.1", 40_001), 8620));
        assertEquals(184, counters.lately(at("::1", 51_377), 8620));
        assertNull(counters.lately(at("127.0.0.1", 40_000), 8620));
        counters.refresh();
        assertNull(counters.lately(at("::1", 51_377), 8620), "nothing came since");
    }

    @Test
    void the_table_is_replaced_at_the_start_gets_later_ports_and_goes_at_the_end() throws IOException {
        counters.refresh();
        counters.watch(8620);
        counters.refresh();
        assertTrue(scripts().startsWith("table inet t {}\ndelete table inet t\ntable inet t {\n"), scripts());
        counters.watch(862);
        counters.refresh();
        assertTrue(scripts().endsWith("add element inet t ports { 862, 8620 }\n")
                || scripts().endsWith("add element inet t ports { 8620, 862 }\n"));
        counters.close();
        assertTrue(scripts().endsWith("table inet t {}\ndelete table inet t\n"), scripts());
    }

    @Test
    void without_the_right_to_it_nothing_is_known_and_the_error_says_why() throws IOException {
        Files.createFile(folder.resolve("refuses"));
        counters.watch(8620);
        IOException refused = assertThrows(IOException.class, counters::refresh);
        assertTrue(String.valueOf(refused.getMessage()).contains("Operation not permitted"), refused::toString);
        assertNull(counters.from(at("127.0.0.1", 35_533), 8620));
        Files.delete(folder.resolve("refuses"));
        counters.refresh();
        assertEquals(Map.of(184, 2L), counters.from(at("127.0.0.1", 35_533), 8620));
    }

    @Test
    void what_is_no_list_of_nft_is_refused_and_nothing_is_known_any_more() throws IOException {
        counters.watch(8620);
        counters.refresh();
        Files.writeString(folder.resolve("listed"), LISTED.replace("35533", "\"ssh\""));
        assertThrows(IOException.class, counters::refresh);
        assertNull(counters.from(at("::1", 51_377), 8620));
    }
}
