package vn.tram.probe;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tram.probe.Pace.State;
import vn.tram.stamp.ProbeSummary;

/** A script in the place of {@code ping} says what the real one says. */
class IcmpProbeTest {

    @TempDir
    private Path folder;

    private Selector selector;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void close() throws IOException {
        selector.close();
    }

    private IcmpProbe probe(String script) throws IOException {
        Path ping = folder.resolve("ping");
        Files.writeString(ping, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(ping, PosixFilePermissions.fromString("rwxr-xr-x"));
        IcmpProbe probe = new IcmpProbe("cong", Duration.ofSeconds(1), ping.toString());
        probe.towards("192.0.2.1");
        return probe;
    }

    @Test
    void what_ping_measured_counts_and_not_what_it_took_to_start_it() throws IOException {
        IcmpProbe probe = probe("echo \"64 bytes from $6: icmp_seq=1 ttl=64 time=12.5 ms\"");
        probe.send(selector, System.nanoTime());
        await().until(() -> {
            probe.turn(System.nanoTime());
            return probe.pace.state(System.nanoTime()) == State.UP;
        });
        probe.expire(System.nanoTime());
        ProbeSummary summary = probe.summary();
        assertEquals(1, summary.answered());
        assertEquals(Duration.ofNanos(12_500_000), summary.roundTripMin());
    }

    @Test
    void a_lost_answer_does_not_keep_the_next_probe_from_leaving_but_not_more_than_four_wait() throws IOException {
        IcmpProbe probe = probe("exec sleep 60");
        for (int i = 0; i < 4; i++) {
            assertEquals(true, probe.isReady());
            probe.send(selector, System.nanoTime());
        }
        assertFalse(probe.isReady());
        probe.turn(System.nanoTime() + Duration.ofSeconds(6).toNanos());
        await().until(() -> {
            probe.turn(System.nanoTime());
            return probe.isReady();
        });
        probe.close();
    }

    @Test
    void without_the_program_the_link_is_unknown_and_nothing_else_suffers() {
        IcmpProbe probe = new IcmpProbe("cong", Duration.ofSeconds(1), "/no/such/ping");
        probe.towards("192.0.2.1");
        probe.send(selector, System.nanoTime());
        assertFalse(probe.isReady());
        assertEquals(State.UNKNOWN, probe.pace.state(System.nanoTime()));
        assertNotNull(probe.summary());
    }
}
