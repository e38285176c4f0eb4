package vn.tram.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto. */
class PahoSessionIT {

    private static final String TOPIC = "lwm2m/rd/cp-0001";
    private static final String STATUS = "tram/status/cp-0001";

    @TempDir
    Path folder;

    private final List<AutoCloseable> toClose = new ArrayList<>();
    private Mosquitto broker;

    @BeforeEach
    void start_a_broker() throws Exception {
        broker = Mosquitto.start(folder);
    }

    @AfterEach
    void stop_everything() throws Exception {
        for (int i = toClose.size() - 1; i >= 0; i--) {
            toClose.get(i).close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void two_ends_of_one_topic_hear_each_other_and_never_themselves() {
        Heard device = connected(broker.uri(), "cp-0001", null, TOPIC);
        Heard server = connected(broker.uri(), "server", null, "lwm2m/rd/+");

        for (int i = 0; i < 100; i++) {
            device.session.publish(TOPIC, bytes("up " + i), false);
            server.session.publish(TOPIC, bytes("down " + i), false);
        }

        await().until(() -> device.arrived.size() >= 100 && server.arrived.size() >= 100);
        assertEquals(numbered("down ", 100), device.arrived);
        assertEquals(numbered("up ", 100), server.arrived);
    }

    @Test
    void what_was_published_during_a_forced_drop_arrives_afterwards_and_still_without_echo() throws Exception {
        Relay line = closing(new Relay(broker.port()));
        Heard device = connected(line.uri(), "cp-0001", null, TOPIC);
        Heard server = connected(broker.uri(), "server", null, TOPIC);

        line.cut();
        await().until(() -> !device.session.isConnected());
        for (int i = 0; i < 50; i++) {
            server.session
                    .publish(TOPIC, bytes("down " + i), false)
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        }
        line.mend();
        await().until(device.session::isConnected);
        device.session.publish(TOPIC, bytes("up"), false).toCompletableFuture().get(5, TimeUnit.SECONDS);

        await().until(() -> device.arrived.size() >= 50);
        await().until(() -> server.arrived.size() == 1);
        assertEquals(numbered("down ", 50), device.arrived);
        assertEquals(List.of("connected", "disconnected", "resumed"), device.states);
    }

    @Test
    void a_lost_connection_publishes_the_last_will_and_a_closed_one_does_not() throws Exception {
        Heard watcher = connected(broker.uri(), "watcher", null, "tram/status/+");
        Relay line = closing(new Relay(broker.port()));
        Heard device = connected(line.uri(), "cp-0001", new MqttOptions.Will(STATUS, Topics.OFFLINE), TOPIC);
        publish(device, STATUS, Topics.ONLINE);

        line.cut();
        await().until(() -> watcher.arrived.size() >= 2);
        line.mend();
        await().until(device.session::isConnected);
        publish(device, STATUS, Topics.ONLINE);
        publish(device, STATUS, Topics.CLOSED);
        device.session.close();
        publish(watcher, "lwm2m/rd/other", "the broker has handled the disconnect before this");

        assertEquals(List.of(Topics.ONLINE, Topics.OFFLINE, Topics.ONLINE, Topics.CLOSED), watcher.arrived);
        Heard later = connected(broker.uri(), "later", null, "tram/status/+");
        await().until(() -> !later.arrived.isEmpty());
        assertEquals(List.of(Topics.CLOSED), later.arrived, "the status is retained");
    }

    @Test
    void a_session_that_another_connection_takes_over_was_never_away() throws Exception {
        MqttOptions.Will will = new MqttOptions.Will(STATUS, Topics.OFFLINE);
        Heard watcher = connected(broker.uri(), "watcher", null, "tram/status/+");
        Heard before = connected(broker.uri(), "cp-0001", will, TOPIC);
        Heard now = connected(broker.uri(), "cp-0001", will, TOPIC);
        await().until(() -> before.states.contains("disconnected"));
        before.session.close();
        await().until(now.session::isConnected);
        publish(now, STATUS, Topics.ONLINE);

        await().during(2, TimeUnit.SECONDS).until(() -> watcher.arrived.equals(List.of(Topics.ONLINE)));
        assertEquals(List.of(Topics.ONLINE), watcher.arrived);
    }

    @Test
    void more_messages_than_the_broker_allows_in_flight_are_all_sent_in_order() throws Exception {
        Heard device = connected(broker.uri(), "cp-0001", null, TOPIC);
        Heard server = connected(broker.uri(), "server", null, TOPIC);

        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            sent.add(device.session.publish(TOPIC, bytes("up " + i), false).toCompletableFuture());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);

        await().until(() -> server.arrived.size() >= 2000);
        assertEquals(numbered("up ", 2000), server.arrived);
    }

    @Test
    void a_listener_that_throws_is_counted_and_hears_the_next_message() {
        Heard device = connected(broker.uri(), "cp-0001", null, TOPIC);
        Heard server = connected(broker.uri(), "server", null, TOPIC);

        server.session.publish(TOPIC, bytes("throw"), false);
        server.session.publish(TOPIC, bytes("down"), false);

        await().until(() -> device.arrived.contains("down"));
        assertEquals(1, device.session.failedArrivals());
        assertTrue(device.session.isConnected());
    }

    @Test
    void a_broker_that_was_killed_and_has_forgotten_the_session_gets_the_subscriptions_again() throws Exception {
        Heard device = connected(broker.uri(), "cp-0001", null, TOPIC);
        broker.kill();
        await().until(() -> !device.session.isConnected());
        assertThrows(ExecutionException.class, () -> publish(device, TOPIC, "into the void"));

        broker.startAgain();
        await().until(device.session::isConnected);
        Heard server = connected(broker.uri(), "server", null, TOPIC);
        publish(server, TOPIC, "down");

        await().until(() -> device.arrived.contains("down"));
        assertEquals(List.of("connected", "disconnected", "connected"), device.states);
    }

    @Test
    void a_publish_that_is_in_flight_when_the_line_is_cut_fails() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PahoSession session = closing(
                    new PahoSession(options(URI.create("mqtt://127.0.0.1:" + silent.getLocalPort()), "cp-0001", null)));
            session.start(new Heard(session));

            assertThrows(
                    ExecutionException.class,
                    () -> session.publish(TOPIC, bytes("up"), false)
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS));
            assertFalse(session.isConnected());
        }
    }

    @Test
    void closing_leaves_no_thread_whether_connected_or_still_connecting_to_a_broker_that_says_nothing()
            throws Exception {
        Heard device = connected(broker.uri(), "cp-closes", null, TOPIC);
        assertFalse(threadsOf("cp-closes").isEmpty());
        device.session.close();
        await().until(() -> threadsOf("cp-closes").isEmpty());

        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            PahoSession waiting =
                    new PahoSession(options(URI.create("mqtt://127.0.0.1:" + silent.getLocalPort()), "cp-waits", null));
            waiting.start(new Heard(waiting));
            silent.accept().close();
            silent.accept();
            await().until(() -> !threadsOf("cp-waits").isEmpty());

            long before = System.nanoTime();
            waiting.close();

            assertTrue(System.nanoTime() - before < Duration.ofSeconds(5).toNanos());
            await().until(() -> threadsOf("cp-waits").isEmpty());
        }
    }

    private Heard connected(URI broker, String clientId, MqttOptions.@Nullable Will will, String... subscriptions) {
        Heard heard = new Heard(closing(new PahoSession(options(broker, clientId, will, subscriptions))));
        heard.session.start(heard);
        await().until(heard.session::isConnected);
        return heard;
    }

    private static MqttOptions options(
            URI broker, String clientId, MqttOptions.@Nullable Will will, String... subscriptions) {
        return new MqttOptions(
                broker, clientId, List.of(subscriptions), will, null, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    private <T extends AutoCloseable> T closing(T part) {
        toClose.add(part);
        return part;
    }

    private static void publish(Heard from, String topic, String text) throws Exception {
        from.session
                .publish(topic, bytes(text), topic.equals(STATUS))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> numbered(String text, int count) {
        return IntStream.range(0, count).mapToObj(i -> text + i).toList();
    }

    private static List<String> threadsOf(String clientId) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains(clientId))
                .toList();
    }

    /** A session and everything that its listener heard. */
    private static final class Heard implements MqttSession.Listener {

        private final PahoSession session;
        private final List<String> arrived = new CopyOnWriteArrayList<>();
        private final List<String> states = new CopyOnWriteArrayList<>();

        Heard(PahoSession session) {
            this.session = session;
        }

        @Override
        public void connected(boolean sessionPresent) {
            states.add(sessionPresent ? "resumed" : "connected");
        }

        @Override
        public void disconnected(String reason) {
            states.add("disconnected");
        }

        @Override
        public void arrived(String topic, byte[] payload) {
            String text = new String(payload, UTF_8);
            if (text.equals("throw")) {
                throw new IllegalStateException("as the test wants");
            }
            arrived.add(text);
        }
    }
}
