package vn.tram.controller;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import vn.tram.flow.Effect;
import vn.tram.flow.Event;

class LoopTest {

    private static final Instant NOW = Instant.parse("2026-11-24T05:00:00Z");

    private final Queue<Event> decided = new ConcurrentLinkedQueue<>();
    private final Queue<Effect> done = new ConcurrentLinkedQueue<>();

    @Test
    void events_are_decided_in_order_and_their_effects_carried_out_in_order() {
        try (Loop loop = loop(event -> List.of(new Effect.Answer(decided.size(), 204, "")), 100)) {
            assertTrue(loop.offer(presence("a")));
            assertTrue(loop.offer(presence("b")));
            loop.start();
            await().until(() -> loop.taken() >= 3);
        }
        assertEquals(
                List.of(presence("a"), presence("b")), decided.stream().limit(2).toList());
        assertEquals(new Effect.Answer(1, 204, ""), done.peek());
    }

    @Test
    void time_passes_without_any_event() {
        try (Loop loop = loop(event -> List.of(), 100)) {
            loop.start();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> decided.stream()
                                    .filter(Event.Tick.class::isInstance)
                                    .count()
                            >= 2);
        }
    }

    @Test
    void time_does_not_run_ahead_of_events_that_still_wait() {
        Instant[] now = {NOW.plusSeconds(3600)};
        InstantSource fast = () -> now[0] = now[0].plusMillis(200);
        int many = 5000;
        Loop loop = new Loop(
                event -> {
                    decided.add(event);
                    return List.of();
                },
                done::add,
                fast,
                many);
        for (int i = 0; i < many; i++) {
            assertTrue(loop.offer(new Event.Presence(NOW.plusMillis(i), "a", true, "")));
        }
        try (loop) {
            loop.start();
            await().until(() ->
                    decided.stream().filter(Event.Presence.class::isInstance).count() == many);
        }
        Instant told = Instant.MIN;
        int ticksBetween = 0;
        for (Event event : List.copyOf(decided)) {
            if (event instanceof Event.Tick tick) {
                told = tick.at();
            } else {
                assertFalse(told.isAfter(event.at()), () -> "told before " + event);
                ticksBetween += told.equals(Instant.MIN) ? 0 : 1;
            }
        }
        assertTrue(ticksBetween > 0, "time passed while events waited");
    }

    @Test
    void events_that_find_the_queue_full_are_refused_counted_and_told_to_the_core() {
        try (Loop loop = loop(event -> List.of(), 2)) {
            assertTrue(loop.offer(presence("a")));
            assertTrue(loop.offer(presence("b")));
            assertFalse(loop.offer(presence("c")));
            loop.start();
            await().until(() -> decided.stream().anyMatch(Event.Overflowed.class::isInstance));
            assertEquals(1, loop.lost());
        }
    }

    @Test
    void a_failure_of_the_core_is_counted_and_the_next_event_is_decided() {
        try (Loop loop = loop(
                event -> {
                    if (event.equals(presence("a"))) {
                        throw new IllegalStateException("a bug");
                    }
                    return List.of();
                },
                100)) {
            loop.offer(presence("a"));
            loop.offer(presence("b"));
            loop.start();
            await().until(() -> decided.contains(presence("b")));
            assertEquals(1, loop.failures());
        }
    }

    @Test
    void a_loop_that_stands_still_says_so() {
        CountDownLatch release = new CountDownLatch(1);
        InstantSource clock = new InstantSource() {
            private volatile Instant now = NOW;

            @Override
            public Instant instant() {
                now = now.plusSeconds(1);
                return now;
            }
        };
        Loop loop = new Loop(
                event -> {
                    decided.add(event);
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                done::add,
                clock,
                10);
        try (loop) {
            loop.start();
            await().until(() -> !loop.problem().isEmpty());
            assertTrue(loop.problem().startsWith("the loop has stood still for"), loop.problem());
            release.countDown();
        }
    }

    private Loop loop(Function<Event, List<Effect>> core, int capacity) {
        return new Loop(
                event -> {
                    decided.add(event);
                    return core.apply(event);
                },
                done::add,
                InstantSource.system(),
                capacity);
    }

    private static Event presence(String endpoint) {
        return new Event.Presence(NOW, endpoint, true, "");
    }
}
