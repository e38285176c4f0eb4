package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.sampler.Sampler;

class ApartSamplerTest {

    private static final Reading DOOR = Reading.of(3342, 0, 5500, true);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final CountDownLatch bus = new CountDownLatch(1);
    private final Bus inner = new Bus();
    private final ApartSampler sampler = new ApartSampler("cabinet", inner, PATIENCE);

    /** What is measured on a bus that may hang. */
    private final class Bus implements Sampler {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile boolean hangs;
        private volatile boolean closed;

        @Override
        public List<Reading> sample() {
            asked.incrementAndGet();
            if (hangs) {
                hang();
            }
            return List.of(DOOR);
        }

        private void hang() {
            boolean interrupted = false;
            while (bus.getCount() > 0) {
                try {
                    bus.await();
                } catch (InterruptedException e) {
                    interrupted = true; // a kernel's driver does not care
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public List<Reading> watch() {
            return sample();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @AfterEach
    void free() {
        bus.countDown();
        sampler.close();
        assertTrue(inner.closed);
    }

    @Test
    void what_answers_is_handed_on() {
        assertEquals(List.of(DOOR), sampler.sample());
        assertEquals(List.of(DOOR), sampler.watch());
    }

    @Test
    void a_bus_that_hangs_is_named_and_neither_keeps_its_caller_nor_piles_up_and_is_measured_again_when_it_is_free() {
        inner.hangs = true;
        Reading named = Sampler.error("cabinet: must answer within 500 ms, and does not");
        for (int i = 0; i < 20; i++) {
            assertEquals(List.of(named), sampler.sample());
            assertEquals(List.of(), sampler.watch(), "nothing is known");
        }
        assertEquals(1, inner.asked.get());

        inner.hangs = false;
        bus.countDown();
        Awaitility.await().until(() -> sampler.sample().equals(List.of(DOOR)));
        assertEquals(List.of(DOOR), sampler.watch());
        assertTrue(inner.asked.get() <= 4, "asked " + inner.asked.get());
    }
}
