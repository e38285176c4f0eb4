package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.Report;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;
import vn.tram.uplink.MemoryOutbox;

class RoundsTest {

    private static final ResourcePath OPER_STATUS = new ResourcePath(42769, 2, 8);

    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private final MemoryOutbox outbox = new MemoryOutbox(1000);
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Box box = new Box();
    private Instant now = Instant.parse("2026-11-24T06:00:00Z");
    private long uptimeMillis;

    /** A device under test's control. */
    private static final class Box implements Sampler {
        volatile List<Reading> round = List.of();
        volatile List<Reading> watch = List.of();
        volatile boolean broken;
        final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public List<Reading> sample() {
            if (broken) {
                throw new IllegalStateException("a sampler should not, but may");
            }
            return round;
        }

        @Override
        public List<Reading> watch() {
            return watch;
        }

        @Override
        public Duration watchInterval() {
            return Duration.ofMillis(10);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    @Test
    void a_round_goes_into_the_tree_and_into_the_outbox_with_its_times() {
        box.round = List.of(new Reading(OPER_STATUS, 1L), Reading.of(42770, 0, 4, 77L));
        uptimeMillis = 1234;

        rounds().round();

        assertEquals(1L, tree.get(OPER_STATUS));
        Report event = outbox.oldest(1).get(0);
        assertEquals(List.of(new Reading(OPER_STATUS, 1L)), event.readings());
        assertEquals(1234, event.uptimeMillis());
        assertEquals(now.toEpochMilli(), event.deviceTimeMillis());
        assertEquals(1, event.sequence());
    }

    @Test
    void a_round_says_how_the_outbox_does() {
        rounds().round();
        assertEquals(0L, tree.get(new ResourcePath(42773, 0, 10)));
        assertEquals(0L, tree.get(new ResourcePath(42773, 0, 17)));
    }

    @Test
    void a_change_between_rounds_is_an_event() {
        box.round = List.of(new Reading(OPER_STATUS, 1L));
        Rounds rounds = rounds();
        rounds.round();
        int before = outbox.stats().entries();

        box.watch = List.of(new Reading(OPER_STATUS, 2L));
        rounds.watch(box);
        rounds.watch(box);

        assertEquals(before + 1, outbox.stats().entries());
        Report last = last();
        assertEquals(Report.Kind.EVENT, last.kind());
        assertEquals(List.of(new Reading(OPER_STATUS, 2L)), last.readings());
        assertEquals(2L, tree.get(OPER_STATUS));
    }

    @Test
    void a_reading_that_no_definition_has_does_not_spoil_the_round() {
        box.round = List.of(Reading.of(42769, 2, 999, 1L), new Reading(OPER_STATUS, 1L));
        rounds().round();
        assertEquals(
                List.of(new Reading(OPER_STATUS, 1L)), outbox.oldest(1).get(0).readings());
    }

    @Test
    void once_started_rounds_and_watches_go_on_by_themselves() {
        box.round = List.of(new Reading(OPER_STATUS, 1L), Reading.of(42770, 0, 4, 77L));
        Rounds rounds = rounds();
        rounds.start();
        Awaitility.await().until(() -> outbox.stats().entries() >= 4);

        box.watch = List.of(new Reading(OPER_STATUS, 2L));
        Awaitility.await().until(() -> Long.valueOf(2).equals(tree.get(OPER_STATUS)));
        rounds.close();
        assertTrue(box.closed.get());
    }

    @Test
    void a_sampler_that_throws_does_not_end_the_rounds() {
        box.broken = true;
        Rounds rounds = rounds();
        rounds.start();
        box.round = List.of(new Reading(OPER_STATUS, 1L));
        box.broken = false;
        Awaitility.await().until(() -> tree.get(OPER_STATUS) != null);
        rounds.close();
    }

    @Test
    void after_a_registration_everything_is_sent_once() {
        box.round = List.of(new Reading(OPER_STATUS, 1L), Reading.of(42770, 0, 8, "router"));
        Rounds rounds = rounds();
        rounds.round();
        int before = outbox.stats().entries();

        rounds.sendAll();

        Awaitility.await().until(() -> outbox.stats().entries() > before);
        List<Reading> sent = new ArrayList<>();
        outbox.oldest(1000).subList(before, outbox.stats().entries()).forEach(report -> sent.addAll(report.readings()));
        assertTrue(sent.containsAll(box.round), "sent are " + sent);
        rounds.close();
    }

    @Test
    void nothing_is_appended_after_the_end() {
        Rounds rounds = rounds();
        rounds.close();
        rounds.round();
        rounds.watch(box);
        assertEquals(0, outbox.stats().entries());
    }

    @Test
    void what_two_samplers_could_not_measure_is_said_together_and_does_not_flap() {
        Box other = new Box();
        box.round = List.of(Sampler.error("snmp: no answer"));
        other.round = List.of(Sampler.error("cabinet: no thermometer"));
        Rounds rounds = rounds(box, other);
        rounds.round();
        assertEquals("snmp: no answer; cabinet: no thermometer", tree.get(Sampler.ERROR));
        int before = outbox.stats().entries();

        box.watch = List.of(Sampler.error("snmp: no answer"));
        rounds.watch(box);
        rounds.watch(other);

        assertEquals(before, outbox.stats().entries());
        assertEquals("snmp: no answer; cabinet: no thermometer", tree.get(Sampler.ERROR));
    }

    @Test
    void a_device_that_takes_long_to_answer_does_not_keep_the_cabinet_waiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        Sampler slow = new Sampler() {
            @Override
            public List<Reading> sample() {
                asked.countDown();
                try {
                    assertTrue(answers.await(20, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return List.of(new Reading(OPER_STATUS, 1L));
            }
        };
        Box cabinet = new Box();
        Reading power = Reading.of(3201, 1, 5550, true);
        cabinet.watch = List.of(power);
        Rounds rounds = rounds(slow, cabinet);
        Future<?> round = executor.submit(rounds::round);
        assertTrue(asked.await(20, TimeUnit.SECONDS));

        Thread watching = new Thread(() -> {
            rounds.watch(slow);
            rounds.watch(cabinet);
        });
        watching.start();
        watching.join(10_000);

        assertFalse(watching.isAlive(), "it waits for the round");
        assertEquals(true, tree.get(power.path()));
        answers.countDown();
        round.get(20, TimeUnit.SECONDS);
        assertEquals(1L, tree.get(OPER_STATUS));
    }

    @Test
    void a_flood_of_traps_makes_one_look_and_no_queue() {
        CountDownLatch busy = new CountDownLatch(1);
        executor.submit(() -> busy.await(20, TimeUnit.SECONDS));
        AtomicInteger looks = new AtomicInteger();
        Rounds rounds = rounds(new Sampler() {
            @Override
            public List<Reading> sample() {
                return List.of();
            }

            @Override
            public List<Reading> watch() {
                looks.incrementAndGet();
                return List.of();
            }
        });

        for (int trap = 0; trap < 1000; trap++) {
            rounds.watchSoon();
        }
        busy.countDown();
        executor.shutdown();
        Awaitility.await().until(executor::isTerminated);

        assertEquals(1, looks.get());
    }

    @Test
    void a_part_that_does_not_end_in_order_leaves_the_others_to_end() {
        Box cabinet = new Box();
        Sampler broken = new Sampler() {
            @Override
            public List<Reading> sample() {
                return List.of();
            }

            @Override
            public void close() {
                throw new IllegalStateException("a socket that does not close");
            }
        };

        rounds(broken, cabinet).close();

        assertTrue(cabinet.closed.get(), "or the modem may stay without power");
    }

    private Rounds rounds() {
        return rounds(box);
    }

    private Rounds rounds(Sampler... samplers) {
        return new Rounds(
                List.of(samplers),
                BootId.of(1, 1),
                tree,
                outbox,
                () -> now,
                () -> uptimeMillis,
                Duration.ofMillis(200),
                executor,
                new Random(1));
    }

    private Report last() {
        List<Report> all = outbox.oldest(1000);
        return all.get(all.size() - 1);
    }
}
