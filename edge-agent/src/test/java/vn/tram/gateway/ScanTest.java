package vn.tram.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.uplink.HandTime;

class ScanTest {

    private final HandTime time = new HandTime();
    private final List<String> knocked = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private final Scan scan = scan(true);

    private Scan scan(boolean sweeps) {
        return new Scan(
                new Scan.Settings(
                        List.of(Objects.requireNonNull(Range.parse("10.0.0.0/28"))),
                        10,
                        Duration.ofMinutes(30),
                        sweeps),
                () -> CompletableFuture.completedFuture(Set.of(address("10.0.0.9"), address("172.16.0.1"))),
                address -> {
                    knocked.add(address.getHostAddress());
                    return CompletableFuture.completedFuture(
                            address.getHostAddress().endsWith("9"));
                },
                address -> found.add(address.getHostAddress()),
                time);
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(Range.parse(text)).hosts().findFirst().orElseThrow();
    }

    @AfterEach
    void end() {
        time.shutdownNow();
    }

    @Test
    void every_address_of_the_range_is_knocked_at_once_those_first_that_were_just_talked_to() {
        scan.start();
        time.advance(Duration.ofMinutes(1));

        assertEquals("10.0.0.9", knocked.get(0));
        assertEquals(14, knocked.size(), () -> knocked.toString());
        assertEquals(14, Stream.of(knocked).flatMap(List::stream).distinct().count());
        assertEquals(List.of("10.0.0.9"), found);
    }

    @Test
    void one_that_does_not_sweep_knocks_only_where_somebody_was_heard_of() {
        scan(false).start();
        time.advance(Duration.ofMinutes(1));

        assertEquals(List.of("10.0.0.9"), knocked, "the other one is in no range");
    }

    @Test
    void no_more_than_so_many_are_knocked_at_in_a_second() {
        scan.start();
        time.advance(Duration.ofSeconds(1));
        time.advance(Duration.ofMillis(999));
        assertTrue(knocked.size() <= 11, () -> knocked.toString());
    }

    @Test
    void a_rate_that_does_not_divide_a_second_is_a_limit_all_the_same() {
        Scan fast = new Scan(
                new Scan.Settings(
                        List.of(Objects.requireNonNull(Range.parse("10.1.0.0/16"))), 700, Duration.ofHours(1), true),
                () -> CompletableFuture.completedFuture(Set.of()),
                address -> {
                    knocked.add(address.getHostAddress());
                    return CompletableFuture.completedFuture(false);
                },
                address -> {},
                time);
        fast.start();
        time.advance(Duration.ofSeconds(1));
        time.advance(Duration.ofMillis(999));
        assertTrue(knocked.size() > 300 && knocked.size() <= 700, "knocked at " + knocked.size());
        fast.close();
    }

    @Test
    void it_begins_again_after_a_while_and_not_before() {
        scan.start();
        time.advance(Duration.ofMinutes(1));
        knocked.clear();
        time.advance(Duration.ofMinutes(28));
        assertEquals(List.of(), knocked);
        time.advance(Duration.ofMinutes(4));
        assertEquals(14, knocked.size());
    }

    @Test
    void one_that_is_closed_knocks_no_more() {
        scan.start();
        time.advance(Duration.ofMillis(1_200));
        scan.close();
        int before = knocked.size();
        time.advance(Duration.ofHours(1));
        assertTrue(knocked.size() <= before + 1);
    }
}
