package vn.tram.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.tram.document.BootId;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.sampler.Sampler;
import vn.tram.uplink.MemoryOutbox;
import vn.tram.uplink.Outbox;

class AgentTest {

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
    private final MemoryOutbox outbox = new MemoryOutbox(1000);
    private final Agent agent = new Agent(
            new Agent.Parts(
                    ObjectDefinitions.bundled(),
                    List.of(new Box()),
                    outbox,
                    BootId.of(1, 1),
                    InstantSource.system(),
                    () -> 0,
                    Duration.ofSeconds(60),
                    executor,
                    new Random(1)),
            (tree, box, registered) -> new FakeLink("link", box, registered));

    private final class Box implements Sampler {
        @Override
        public List<Reading> sample() {
            happened.add("sample");
            return List.of(Reading.of(42769, 1, 8, 1L), new Reading(ERROR, ""));
        }

        @Override
        public void close() {
            happened.add("sampler closed");
        }
    }

    private final class FakeLink implements Link {
        private final String name;
        private final Outbox outbox;
        private final Runnable registered;

        FakeLink(String name, Outbox outbox, Runnable registered) {
            this.name = name;
            this.outbox = outbox;
            this.registered = registered;
        }

        @Override
        public void start() {
            happened.add(name + " started");
        }

        @Override
        public boolean isRegistered() {
            registered.run();
            return true;
        }

        @Override
        public void close() {
            happened.add(name + " closed with " + (outbox.stats().entries() > 0 ? "reports" : "nothing") + " waiting");
        }
    }

    @AfterEach
    void end() {
        agent.close();
        executor.shutdownNow();
    }

    @Test
    void the_link_starts_before_anything_else() {
        agent.start();
        Awaitility.await().until(() -> happened.contains("sample"));
        assertEquals("link started", happened.get(0));
    }

    @Test
    void it_ends_in_order_and_once() {
        agent.start();
        Awaitility.await().until(() -> outbox.stats().entries() > 0);
        agent.close();
        agent.close();

        List<String> end = happened.subList(happened.indexOf("sampler closed"), happened.size());
        assertEquals(List.of("sampler closed", "link closed with reports waiting"), end);
    }

    @Test
    void after_a_registration_everything_is_reported_again() {
        agent.start();
        Awaitility.await().until(() -> outbox.stats().entries() > 0);
        int before = outbox.stats().entries();

        assertTrue(agent.isRegistered());

        Awaitility.await().until(() -> outbox.stats().entries() > before);
    }

    @Test
    void a_new_link_takes_the_place_of_the_old_one() {
        agent.start();
        agent.reconnect((tree, box, registered) -> new FakeLink("renewed", box, registered));
        assertTrue(happened.indexOf("renewed started") > 0);
        assertFalse(happened.contains("renewed closed"));
    }

    @Test
    void further_parts_add_to_the_tree() {
        agent.tree().put(Reading.of(42772, 0, 0, 7L));
        assertEquals(7L, agent.tree().get(new ResourcePath(42772, 0, 0)));
    }

    @Test
    void it_is_started_once() {
        agent.start();
        assertThrows(IllegalStateException.class, agent::start);
    }
}
