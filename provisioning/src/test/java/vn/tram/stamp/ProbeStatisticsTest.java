package vn.tram.stamp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tram.stamp.ProbeStatistics.Answer;

/** One probe a second, 20 ms there, 0.5 ms at the reflector, 30 ms back; the reflector's clock is 3 days behind. */
class ProbeStatisticsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-24T00:00:00Z");
    private static final long MILLI = 1_000_000;
    private static final long THERE = 20 * MILLI;
    private static final long INSIDE = MILLI / 2;
    private static final long BACK = 30 * MILLI;
    private static final int SURE = ErrorEstimate.of(Duration.ofMillis(5));

    private final ProbeStatistics statistics = new ProbeStatistics(Duration.ofSeconds(2), true);
    private Duration theirOffset = Duration.ofDays(-3);
    private Duration ourOffset = Duration.ZERO;
    private int estimate = ErrorEstimate.UNKNOWN;
    private long counted;
    private long extra;

    private long wall(long nanos, Duration offset) {
        return NtpTime.of(BEGAN.plusNanos(nanos).plus(offset));
    }

    private static long at(long sequence) {
        return sequence * 1_000 * MILLI;
    }

    private SenderPacket send(long sequence) {
        long nanos = at(sequence);
        statistics.expire(nanos);
        SenderPacket packet = new SenderPacket(sequence, wall(nanos, ourOffset), estimate, 1);
        statistics.sent(sequence, packet.sent(), nanos);
        return packet;
    }

    private ReflectedPacket reflect(SenderPacket packet, long number) {
        long came = at(packet.sequence()) + THERE + extra;
        return new ReflectedPacket(
                number, wall(came + INSIDE, theirOffset), estimate, 1, wall(came, theirOffset), packet, 60);
    }

    private Answer receive(ReflectedPacket answer) {
        long nanos = at(answer.sender().sequence()) + THERE + extra + INSIDE + BACK;
        return statistics.answered(answer, wall(nanos, ourOffset), nanos);
    }

    private void exchange(long sequence) {
        assertEquals(Answer.COUNTED, receive(reflect(send(sequence), counted++)));
    }

    private ProbeSummary end(long sequence) {
        statistics.expire(at(sequence) + Duration.ofSeconds(3).toNanos());
        return statistics.summary();
    }

    private static void close(double millis, @Nullable Duration found) {
        assertNotNull(found);
        assertEquals(millis, found.toNanos() / (double) MILLI, 0.01);
    }

    @Test
    void a_quiet_link_is_told_without_the_reflectors_own_time() {
        for (int i = 0; i < 60; i++) {
            exchange(i);
        }
        ProbeSummary summary = end(59);
        assertEquals(60, summary.sent());
        assertEquals(0, summary.lost());
        assertEquals(0, summary.lostForward());
        close(50, summary.roundTripMin());
        close(50, summary.roundTripMedian());
        close(50, summary.roundTrip95());
        close(0, summary.jitter());
        assertNull(summary.delayForward(), "nobody promised that the clocks are right");
        assertTrue(Objects.requireNonNull(summary.quality()).rating() > 90);
    }

    @Test
    void losses_are_told_apart_by_the_reflectors_count() {
        for (int i = 0; i < 20; i++) {
            if (i == 5 || i == 6) {
                send(i);
            } else if (i == 9) {
                reflect(send(i), counted++);
            } else {
                exchange(i);
            }
        }
        ProbeSummary summary = end(19);
        assertEquals(3, summary.lost());
        assertEquals(2, summary.lostForward());
        assertEquals(1, summary.lostBackward());
        assertEquals(0.15, Objects.requireNonNull(summary.loss()), 1e-9);
    }

    @Test
    void while_nothing_comes_back_nobody_knows_where_it_was_lost_and_the_next_answer_says_it() {
        exchange(0);
        for (int i = 1; i < 10; i++) {
            send(i);
        }
        ProbeSummary cut = end(9);
        assertEquals(9, cut.lost());
        assertNull(cut.lostForward());
        exchange(10);
        ProbeSummary mended = end(10);
        assertEquals(0, mended.lost());
        assertEquals(9, mended.lostForward());
        assertEquals(0, mended.lostBackward());
    }

    @Test
    void a_reflector_that_began_anew_or_keeps_no_count_leaves_it_open() {
        exchange(0);
        exchange(1);
        send(2);
        counted = 0;
        exchange(3);
        ProbeSummary anew = end(3);
        assertEquals(1, anew.lost());
        assertNull(anew.lostForward());
        assertNull(anew.lostBackward());

        ProbeStatistics stateless = new ProbeStatistics(Duration.ofSeconds(2), false);
        for (int i = 0; i < 5; i++) {
            SenderPacket packet = new SenderPacket(i, wall(at(i), ourOffset), estimate, 1);
            stateless.sent(i, packet.sent(), at(i));
            if (i != 2) {
                stateless.answered(reflect(packet, i), wall(at(i) + 50 * MILLI, ourOffset), at(i) + 50 * MILLI);
            }
        }
        stateless.expire(at(9));
        ProbeSummary summary = stateless.summary();
        assertEquals(1, summary.lost());
        assertNull(summary.lostForward());
    }

    @Test
    void one_way_delays_are_told_when_both_clocks_promise_to_be_right() {
        estimate = SURE;
        theirOffset = Duration.ofMillis(4);
        exchange(0);
        ProbeSummary summary = end(0);
        close(24, summary.delayForward());
        close(26, summary.delayBackward());

        theirOffset = Duration.ofMillis(-400);
        exchange(1);
        assertNull(end(1).delayForward(), "it would have arrived before it left");
    }

    @Test
    void a_clock_that_jumps_by_ten_years_is_counted_and_spoils_neither_round_trips_nor_jitter() {
        estimate = SURE;
        theirOffset = Duration.ZERO;
        for (int i = 0; i < 10; i++) {
            exchange(i);
        }
        theirOffset = Duration.ofDays(3652);
        exchange(10);
        theirOffset = Duration.ofDays(-3652);
        exchange(11);
        ourOffset = Duration.ofDays(3652);
        exchange(12);
        ProbeSummary summary = end(12);
        assertEquals(4, summary.clockJumps(), "each way, twice");
        close(50, summary.roundTrip95());
        close(0, summary.jitter());
        close(20, summary.delayForward());

        SenderPacket inFlight = send(13);
        ourOffset = Duration.ofDays(-3652);
        receive(reflect(inFlight, counted++));
        ProbeSummary after = end(13);
        assertEquals(1, after.clockJumps());
        assertNull(after.delayForward());
        close(50, after.roundTripMin());
    }

    @Test
    void jitter_is_that_of_the_delays() {
        exchange(0);
        extra = 16 * MILLI;
        exchange(1);
        close(1, end(1).jitter());
    }

    @Test
    void answers_are_counted_once_and_only_to_what_was_asked() {
        SenderPacket first = send(0);
        ReflectedPacket answer = reflect(first, 0);
        assertEquals(Answer.COUNTED, receive(answer));
        assertEquals(Answer.REPEATED, receive(answer));
        assertEquals(Answer.UNEXPECTED, receive(reflect(new SenderPacket(7, 1, 0, 1), 1)), "never sent");
        SenderPacket second = send(1);
        assertEquals(
                Answer.UNEXPECTED,
                receive(reflect(new SenderPacket(1, second.sent() + 1, 0, 1), 1)),
                "another time of sending: guessed");
        statistics.expire(at(9));
        assertEquals(Answer.LATE, receive(reflect(second, 1)));
        assertEquals(1, statistics.summary().lost());
        assertThrows(IllegalArgumentException.class, () -> statistics.sent(1, 0, 0));
    }

    @Test
    void a_sender_that_is_never_answered_keeps_a_bounded_number_in_mind() {
        for (int i = 0; i < 5_000; i++) {
            statistics.sent(i, i, 0);
        }
        assertEquals(ProbeStatistics.MOST_OPEN, statistics.waiting());
        statistics.expire(at(9));
        assertEquals(5_000, statistics.summary().lost());
        assertNull(statistics.summary().roundTripMedian());
        assertNull(statistics.summary().quality());
    }

    /** RFC 4656, section 4.1.2. */
    @Test
    void a_clocks_error_is_written_as_a_multiple_of_a_power_of_two() {
        assertEquals(0x8001, ErrorEstimate.of(Duration.ZERO));
        for (long micros : new long[] {1, 100, 5_000, 250_000, 3_000_000}) {
            Duration error = Duration.ofNanos(1000 * micros);
            Duration read = ErrorEstimate.read(ErrorEstimate.of(error));
            assertNotNull(read);
            assertTrue(read.compareTo(error) >= 0 && read.toNanos() <= 1.02 * error.toNanos() + 1, read::toString);
        }
        assertNull(ErrorEstimate.read(ErrorEstimate.UNKNOWN));
        assertNull(ErrorEstimate.read(0xc001), "PTP");
        assertNull(ErrorEstimate.read(0x8000), "no multiplier");
    }
}
