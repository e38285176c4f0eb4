package vn.tram.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void what_was_found_is_known_after_a_restart() throws Exception {
        InetAddress camera = InetAddress.getByName("192.168.1.20");
        assertTrue(new Found(folder.resolve("devices")).add(camera));

        Found again = new Found(folder.resolve("devices"));

        assertEquals(Set.of(camera), again.all());
        assertFalse(again.add(camera));
    }

    @Test
    void a_damaged_line_takes_no_other_with_it() throws Exception {
        Files.writeString(folder.resolve("devices"), "192.168.1.20\n192.168.1.2\u0000\n\n10.0.0.0/8\n192.168.1.21\n");

        assertEquals(
                Set.of(InetAddress.getByName("192.168.1.20"), InetAddress.getByName("192.168.1.21")),
                new Found(folder.resolve("devices")).all());
    }
}
