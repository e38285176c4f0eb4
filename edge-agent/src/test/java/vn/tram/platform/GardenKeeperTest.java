package vn.tram.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program in place of {@code nft} that writes down what it is told. */
class GardenKeeperTest {

    @TempDir
    private Path folder;

    @Test
    void names_are_looked_up_and_those_that_left_the_garden_are_out_at_once() throws IOException {
        GardenKeeper keeper = keeper("cat >>" + folder.resolve("told"));
        keeper.refresh(List.of("dichvucong.gov.vn", "nobody.example"));
        assertEquals("""
                add element inet tram_portal garden4 { 203.0.113.7 timeout 1h }
                delete element inet tram_portal garden4 { 203.0.113.7 }
                add element inet tram_portal garden4 { 203.0.113.7 timeout 1h }
                add element inet tram_portal garden6 { 2001:db8:0:0:0:0:0:7 timeout 1h }
                delete element inet tram_portal garden6 { 2001:db8:0:0:0:0:0:7 }
                add element inet tram_portal garden6 { 2001:db8:0:0:0:0:0:7 timeout 1h }
                """, Files.readString(folder.resolve("told")));
        assertEquals("""
                # Written by tram-agent: what can be reached before login.
                nftset=/dichvucong.gov.vn/4#inet#tram_portal#garden4,6#inet#tram_portal#garden6
                nftset=/nobody.example/4#inet#tram_portal#garden4,6#inet#tram_portal#garden6
                max-cache-ttl=600
                """, Files.readString(folder.resolve("garden.conf")));

        Files.delete(folder.resolve("told"));
        keeper.refresh(List.of());
        assertEquals(
                "flush set inet tram_portal garden4\nflush set inet tram_portal garden6\n",
                Files.readString(folder.resolve("told")));
    }

    @Test
    void what_the_kernel_refuses_is_said_with_its_words() throws IOException {
        GardenKeeper keeper = keeper("echo 'Error: No such file or directory'; exit 1");
        IOException e = assertThrows(IOException.class, () -> keeper.refresh(List.of("dichvucong.gov.vn")));
        assertTrue(
                String.valueOf(e.getMessage()).startsWith("garden: nft must take it, and said Error: No such file"),
                e.getMessage());
    }

    private GardenKeeper keeper(String script) throws IOException {
        Path program = folder.resolve("run");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new GardenKeeper(
                List.of(program.toString()), GardenKeeperTest::found, Runnable::run, folder.resolve("garden.conf"));
    }

    private static InetAddress[] found(String name) throws UnknownHostException {
        if (!name.equals("dichvucong.gov.vn")) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.getByName("203.0.113.7"), InetAddress.getByName("2001:db8::7")};
    }
}
